using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Interpretation.Uncertainty;
using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Tasks;
using I2MoE.Dsl.Writing;

namespace I2MoE.Dsl.Experiments.Results;

/// <summary>Predictions as comma-separated values: a line a sample.</summary>
internal static class PredictionFile
{
    private static readonly string[] s_classes = ["set", "set by class"];
    private static readonly string[] s_labels = ["certain", "possible"];
    private static readonly string[] s_numbers = ["low", "high"];
    private static readonly string[] s_next = ["next modality", "expected change"];
    private static readonly string[] s_entropy = ["entropy", "expected entropy"];

    /// <summary>
    /// The text: <c>sample</c>, <c>name</c> where samples have names, <c>truth</c> where the data have labels, <c>prediction</c>, <c>probability NAME</c> for
    /// every class or label, <c>weight NAME</c> for every expert, <c>decided by</c>: the experts of greatest weight that have more than half of it together,
    /// and <c>missing</c>: the modalities of which the data have no value; names with a bar between them. With sets: of classes <c>set</c> and
    /// <c>set by class</c>, of labels <c>certain</c> and <c>possible</c>, of numbers <c>low</c> and <c>high</c>.
    /// With what missing modalities would bring: <c>next modality</c>, the one with the greatest <c>expected change</c> of the prediction, and where no number
    /// is predicted <c>entropy</c> now and <c>expected entropy</c> then, in bits; empty of samples that lack none. Of a time to an event
    /// also <c>median</c>, empty where it is after the last interval, and <c>survival NAME</c>, the probability of none until the end of each interval.
    /// </summary>
    public static string Text(ModelDescription model, OutputNames names, MultimodalDataset data, IReadOnlyList<SamplePrediction> predictions, ConformalSets? sets = null, IReadOnlyDictionary<long, IReadOnlyList<NextModality>>? next = null)
    {
        SamplePrediction first = predictions[0];
        IEnumerable<string> header =
        [
            "sample",
            .. data.SampleNames is null ? [] : (string[])["name"],
            .. data.HasLabels ? (string[])["truth"] : [],
            "prediction",
            .. model.Task == TaskKind.Survival ? names.All.Prepend("median").Select((name, place) => place == 0 ? name : $"survival {name}") : [],
            .. first.Probabilities is null ? [] : names.All.Select(name => $"probability {name}"),
            .. first.Weights is null ? [] : model.ExpertNames.Select(name => $"weight {name}").Append("decided by"),
            "missing",
            .. next is null ? [] : model.PredictsNumber ? s_next : [.. s_next, .. s_entropy],
            .. sets is null ? [] : model.Task switch { TaskKind.Classification or TaskKind.Ordinal => s_classes, TaskKind.MultiLabel => s_labels, _ => s_numbers },
        ];
        IReadOnlyList<IReadOnlyList<string>> missing = data.MissingModalities();
        return CsvText.Of([header, .. predictions.Select(prediction => (IEnumerable<string>)[.. Line(model, names, data, prediction, missing[(int)prediction.Sample]), .. next is null ? [] : Next(model, next.GetValueOrDefault(prediction.Sample, [])), .. sets is null ? [] : Held(model, names.All, sets, prediction)])]);
    }

    private static IEnumerable<string> Line(ModelDescription model, OutputNames names, MultimodalDataset data, SamplePrediction prediction, IReadOnlyList<string> missing) =>
    [
        prediction.Sample.ToString(CultureInfo.InvariantCulture),
        .. data.SampleNames is { } samples ? (string[])[samples[(int)prediction.Sample]] : [],
        .. names.Truth(data, prediction.Sample) is { } truth ? (string[])[truth] : [],
        names.Predicted(prediction),
        .. model.Task == TaskKind.Survival ? Curve(EventIntervals.Of(model), prediction.Outputs) : [],
        .. (prediction.Probabilities ?? []).Select(CsvText.Number),
        .. prediction.Weights is { } weights ? weights.Select(CsvText.Number).Append(string.Join('|', Deciding(model.ExpertNames, weights))) : [],
        string.Join('|', missing),
    ];

    private static string[] Next(ModelDescription model, IReadOnlyList<NextModality> values)
    {
        string[] next = values.Count == 0 ? ["", ""] : [values[0].Modality, CsvText.Number(values[0].Change)];
        return model.PredictsNumber ? next : [.. next, .. values.Count == 0 ? (string[])["", ""] : [CsvText.Number(values[0].Uncertainty), CsvText.Number(values[0].ExpectedUncertainty)]];
    }

    private static IEnumerable<string> Curve(EventIntervals intervals, double[] outputs) =>
        intervals.Survival(outputs).Select(CsvText.Number).Prepend(intervals.MedianTime(outputs) is { } median ? CsvText.Number(median) : "");

    private static string[] Held(ModelDescription model, IReadOnlyList<string> names, ConformalSets sets, SamplePrediction prediction)
    {
        switch (model.Task)
        {
            case TaskKind.Classification or TaskKind.Ordinal:
                return [Joined(sets.ClassesOf(prediction.Probabilities!, byClass: false)), Joined(sets.ClassesOf(prediction.Probabilities!, byClass: true))];
            case TaskKind.MultiLabel:
                (bool MayHave, bool MayLack)[] labels = [.. sets.LabelsOf(prediction.Probabilities!)];
                return [Joined(labels.Index().Where(it => !it.Item.MayLack).Select(it => it.Index)), Joined(labels.Index().Where(it => it.Item.MayHave).Select(it => it.Index))];
            default:
                (double low, double high) = sets.IntervalOf(DecisionRule.Number(model, prediction.Outputs));
                return [CsvText.Number(low), CsvText.Number(high)];
        }

        string Joined(IEnumerable<int> outputs) => string.Join('|', outputs.Select(output => names[output]));
    }

    /// <summary>The experts of greatest weight that have more than half of it together; with equal weights the first in the order of the bank, the same on every machine.</summary>
    public static IEnumerable<string> Deciding(IReadOnlyList<string> experts, double[] weights)
    {
        double sum = 0;
        foreach (int expert in Enumerable.Range(0, weights.Length).OrderByDescending(expert => weights[expert]))
        {
            yield return experts[expert];
            if ((sum += weights[expert]) > 0.5)
            {
                yield break;
            }
        }
    }
}
