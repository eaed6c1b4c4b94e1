using I2MoE.Dsl.Metrics;

namespace I2MoE.Dsl.Experiments.Results;

/// <summary>Several models on the same test parts, a row each.</summary>
/// <param name="runs">The runs, those of the model that is asked about first.</param>
internal sealed class ModelComparison(IReadOnlyList<ComparedRun> runs)
{
    /// <summary>The metrics of every model; over several runs their mean and deviation.</summary>
    public WideTable Metrics()
    {
        IGrouping<string, ComparedRun>[] models = [.. runs.GroupBy(run => run.Model)];
        var table = new WideTable(["model"], [.. models.Select(model => (string[])[model.Key])]);
        foreach ((int metric, string name) in runs[0].Test.Values.Select(value => value.Name).Index())
        {
            table.Add([name], [.. models.Select(model => (string[])[Value([.. model.Select(run => run.Test.Values[metric].Value)])])]);
        }

        if (runs.Any(run => run.Setting.Length > 0))
        {
            table.Add(["chosen"], [.. models.Select(model => (string[])[string.Join(", ", model.Select(run => run.Setting).Distinct())])]);
        }

        return table;
    }

    private static string Value(double[] values) => values.Length == 1 ? ResultTables.Number(values[0]) : MeanAndDeviation.From(values).ToString();
}
