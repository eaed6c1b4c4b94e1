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
    /// every class or label, <c>weight NAME</c> for every expert, <c>missing</c>: the modalities of which the data have no value, with a bar between them.
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
            .. first.Weights is null ? [] : model.ExpertNames.Select(name => $"weight {name}"),
            "missing",
        ];
        IReadOnlyList<IReadOnlyList<string>> missing = data.MissingModalities();
        return CsvText.Of([header, .. predictions.Select(prediction => Line(names, data, prediction, missing[(int)prediction.Sample]))]);
    }

    private static IEnumerable<string> Line(OutputNames names, MultimodalDataset data, SamplePrediction prediction, IReadOnlyList<string> missing) =>
    [
        prediction.Sample.ToString(CultureInfo.InvariantCulture),
        .. data.SampleNames is { } samples ? (string[])[samples[(int)prediction.Sample]] : [],
        .. names.Truth(data, prediction.Sample) is { } truth ? (string[])[truth] : [],
        names.Predicted(prediction),
        .. (prediction.Probabilities ?? []).Select(CsvText.Number),
        .. (prediction.Weights ?? []).Select(CsvText.Number),
        string.Join('|', missing),
    ];
}
