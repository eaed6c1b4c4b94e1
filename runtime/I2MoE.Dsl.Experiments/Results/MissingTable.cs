using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Prediction;
using Spectre.Console;

namespace I2MoE.Dsl.Experiments.Results;

/// <summary>Predictions by what samples lack: who decided, and which modality would tell most.</summary>
internal static class MissingTable
{
    /// <summary>The title of the table.</summary>
    public const string Title = "By the modalities that samples lack";

    /// <summary>The table; null where no sample lacks a modality.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The data.</param>
    /// <param name="predictions">The predictions.</param>
    /// <param name="next">What the missing modalities would bring; null where it was not asked for.</param>
    public static Table? Of(ModelDescription model, MultimodalDataset data, IReadOnlyList<SamplePrediction> predictions, IReadOnlyDictionary<long, IReadOnlyList<NextModality>>? next)
    {
        IReadOnlyList<IReadOnlyList<string>> missing = data.MissingModalities();
        IGrouping<string, SamplePrediction>[] patterns = [.. predictions.GroupBy(prediction => string.Join(", ", missing[(int)prediction.Sample]))];
        if (patterns is [{ Key: "" }])
        {
            return null;
        }

        bool hasExperts = predictions[0].Weights is not null;
        Table table = ResultTables.New(["missing", "samples", .. hasExperts ? (string[])["decided by, most often"] : [], .. next is null ? [] : Columns(model)]);
        foreach (IGrouping<string, SamplePrediction> pattern in patterns.OrderByDescending(pattern => pattern.Count()).ThenBy(pattern => pattern.Key, StringComparer.Ordinal))
        {
            string[] row =
            [
                pattern.Key.Length == 0 ? "none" : pattern.Key,
                pattern.Count().ToString(CultureInfo.InvariantCulture),
                .. hasExperts ? (string[])[MostOften(pattern.Select(prediction => string.Join(", ", PredictionFile.Deciding(model.ExpertNames, prediction.Weights!))))] : [],
                .. next is null ? [] : Brought(model, [.. pattern.Select(prediction => next.GetValueOrDefault(prediction.Sample, [])).Where(values => values.Count > 0).Select(values => values[0])]),
            ];
            table.AddRow([.. row.Select(CellText.Of)]);
        }

        return table;
    }

    private static string[] Columns(ModelDescription model) => model.PredictsNumber
        ? ["would tell most", "expected change"]
        : ["would tell most", "expected change", "entropy now, bits", "entropy then"];

    private static string[] Brought(ModelDescription model, IReadOnlyList<NextModality> first)
    {
        if (first.Count == 0)
        {
            return [.. Columns(model).Select(_ => "-")];
        }

        string[] changed = [MostOften(first.Select(value => value.Modality)), ResultTables.Number(first.Average(value => value.Change))];
        return model.PredictsNumber ? changed : [.. changed, ResultTables.Number(first.Average(value => value.Uncertainty)), ResultTables.Number(first.Average(value => value.ExpectedUncertainty))];
    }

    // With the share, where there are others.
    private static string MostOften(IEnumerable<string> names)
    {
        string[] all = [.. names];
        IGrouping<string, string> most = all.GroupBy(name => name).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).First();
        return most.Count() == all.Length ? most.Key : FormattableString.Invariant($"{most.Key} ({100.0 * most.Count() / all.Length:0} %)");
    }
}
