using System.Globalization;
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
            table.Add(["chosen"], [.. models.Select(model => (string[])[Setting([.. model.Select(run => run.Setting)])])]);
        }

        return table;
    }

    /// <summary>
    /// The mean difference of the first model from each of the others over the divisions of the data, with its p-value; null where there is one division
    /// only. Runs of several seeds on a division count as their mean.
    /// </summary>
    public WideTable? Differences()
    {
        string[] divisions = [.. runs.Select(run => run.Division).Distinct()];
        string[] others = [.. runs.Select(run => run.Model).Distinct().Skip(1)];
        if (divisions.Length < 2)
        {
            return null;
        }

        var table = new WideTable([$"{runs[0].Model} less"], [.. others.Select(other => (string[])[other])]);
        foreach ((int metric, string name) in runs[0].Test.Values.Select(value => value.Name).Index())
        {
            table.Add([name], [.. others.Select(other => (string[])[Difference(divisions, other, metric)])]);
        }

        return table;
    }

    private string Difference(string[] divisions, string other, int metric)
    {
        // The simple baselines may have been too large for a division.
        string[] both = [.. divisions.Where(division => runs.Any(run => run.Division == division && run.Model == other))];
        if (both.Length < 2)
        {
            return "-";
        }

        double[] differences = [.. both.Select(division => Mean(runs[0].Model, division, metric) - Mean(other, division, metric))];
        var test = CorrectedResampledTest.Of(differences, runs.Average(run => run.TestPerTraining));
        string p = double.IsNaN(test.P) ? "-" : test.P.ToString("0.000", CultureInfo.InvariantCulture);
        return double.IsNaN(test.Mean) ? "-" : string.Create(CultureInfo.InvariantCulture, $"{Math.Round(test.Mean, 3) + 0.0:+0.000;-0.000;0.000} (p {p})");
    }

    private double Mean(string model, string division, int metric) =>
        runs.Where(run => run.Model == model && run.Division == division).Average(run => run.Test.Values[metric].Value);

    // What was chosen most often.
    private static string Setting(string[] settings)
    {
        IGrouping<string, string> most = settings.GroupBy(setting => setting).MaxBy(group => group.Count())!;
        return most.Count() == settings.Length ? most.Key : string.Create(CultureInfo.InvariantCulture, $"{most.Key} ({most.Count()} of {settings.Length})");
    }

    private static string Value(double[] values) => values.Length == 1 ? ResultTables.Number(values[0]) : MeanAndDeviation.From(values).ToString();
}
