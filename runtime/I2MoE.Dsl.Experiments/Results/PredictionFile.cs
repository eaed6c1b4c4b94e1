using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Writing;

namespace I2MoE.Dsl.Experiments.Results;

/// <summary>Predictions as comma-separated values: a line a sample.</summary>
internal static class PredictionFile
{
    /// <summary>
    /// The text: <c>sample</c>, <c>name</c> where samples have names, <c>truth</c> where the data have labels, <c>prediction</c>, <c>probability NAME</c> for
    /// every class or label, <c>weight NAME</c> for every expert, <c>decided by</c>: the experts of greatest weight that have more than half of it together,
    /// and <c>missing</c>: the modalities of which the data have no value; names with a bar between them.
    /// </summary>
    public static string Text(ModelDescription model, OutputNames names, MultimodalDataset data, IReadOnlyList<SamplePrediction> predictions)
    {
        SamplePrediction first = predictions[0];
        IEnumerable<string> header =
        [
            "sample",
            .. data.SampleNames is null ? [] : (string[])["name"],
            .. data.HasLabels ? (string[])["truth"] : [],
            "prediction",
            .. first.Probabilities is null ? [] : names.All.Select(name => $"probability {name}"),
            .. first.Weights is null ? [] : model.ExpertNames.Select(name => $"weight {name}").Append("decided by"),
            "missing",
        ];
        IReadOnlyList<IReadOnlyList<string>> missing = data.MissingModalities();
        return CsvText.Of([header, .. predictions.Select(prediction => Line(model, names, data, prediction, missing[(int)prediction.Sample]))]);
    }

    private static IEnumerable<string> Line(ModelDescription model, OutputNames names, MultimodalDataset data, SamplePrediction prediction, IReadOnlyList<string> missing) =>
    [
        prediction.Sample.ToString(CultureInfo.InvariantCulture),
        .. data.SampleNames is { } samples ? (string[])[samples[(int)prediction.Sample]] : [],
        .. names.Truth(data, prediction.Sample) is { } truth ? (string[])[truth] : [],
        names.Predicted(prediction),
        .. (prediction.Probabilities ?? []).Select(CsvText.Number),
        .. prediction.Weights is { } weights ? weights.Select(CsvText.Number).Append(string.Join('|', Deciding(model.ExpertNames, weights))) : [],
        string.Join('|', missing),
    ];

    // With equal weights the first in the order of the bank, the same on every machine.
    private static IEnumerable<string> Deciding(IReadOnlyList<string> experts, double[] weights)
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
