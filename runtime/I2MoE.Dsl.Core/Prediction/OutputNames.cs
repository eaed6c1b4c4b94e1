using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Tasks;
using I2MoE.Dsl.Writing;

namespace I2MoE.Dsl.Prediction;

/// <summary>Names classes, labels and predictions in words.</summary>
/// <param name="model">The model.</param>
/// <param name="classNames">The names of the classes or labels; null where they have none, and their numbers stand for them.</param>
internal sealed class OutputNames(ModelDescription model, IReadOnlyList<string>? classNames)
{
    /// <summary>The name of every output: the classes or labels, <c>value</c> for a regression, <c>log rate</c> for a count, or the intervals of a time to an event.</summary>
    public IReadOnlyList<string> All { get; } = model.PredictsNumber
        ? OfNumber(model)
        : [.. Enumerable.Range(0, model.Outputs).Select(output => classNames is not null && output < classNames.Count ? classNames[output] : output.ToString(CultureInfo.InvariantCulture))];

    /// <summary>The names of the outputs where a number is predicted.</summary>
    public static IReadOnlyList<string> OfNumber(ModelDescription model) => model.Task switch
    {
        TaskKind.Count => ["log rate"],
        TaskKind.Survival => EventIntervals.Of(model).Names,
        _ => ["value"],
    };

    /// <summary>A time to an event in words, for example <c>812</c>, or <c>812+</c> where the event is only known to be later.</summary>
    public static string Time(string time, bool happened) => happened ? time : time + "+";

    /// <summary>What is predicted for a sample: a class, the labels with a bar between them, or a number.</summary>
    public string Predicted(SamplePrediction prediction) => model.Task switch
    {
        TaskKind.Classification or TaskKind.Ordinal => All[DecisionRule.Class(model, prediction.Probabilities!)],
        TaskKind.MultiLabel => string.Join('|', All.Where((_, label) => DecisionRule.HasLabel(model, label, prediction.Probabilities![label]))),
        _ => CsvText.Number(DecisionRule.Number(model, prediction.Outputs)),
    };

    /// <summary>A prediction or a truth for people to read: of a number four digits after the point, and everything else as it is.</summary>
    public string Shown(string said) => model.PredictsNumber && double.TryParse(said.TrimEnd('+'), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
        ? Time(value.ToString("0.####", CultureInfo.InvariantCulture), happened: !said.EndsWith('+'))
        : said;

    /// <summary>What is true of a sample, in the same form; null where the data have no labels.</summary>
    public string? Truth(MultimodalDataset data, long sample)
    {
        if (!data.HasLabels)
        {
            return null;
        }

        using TorchSharp.torch.Tensor label = data.Labels[sample];
        return model.Task switch
        {
            TaskKind.Classification or TaskKind.Ordinal => All[(int)label.item<long>()],
            TaskKind.MultiLabel => string.Join('|', label.data<float>().ToArray().Zip(All).Where(pair => pair.First > 0).Select(pair => pair.Second)),
            TaskKind.Survival when label.data<float>().ToArray() is [var time, var happened] => Time(Stored(time), happened > 0),
            _ => Stored(label.item<float>()),
        };
    }

    // As it was written before it became a 32-bit number: 101.9, and not 101.9000015258789.
    private static string Stored(float value) => float.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);
}
