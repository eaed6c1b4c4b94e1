using System.Globalization;
using System.Text.Json.Nodes;
using I2MoE.Dsl.Experiments.Results;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Writing;
using Spectre.Console;

namespace I2MoE.Dsl.Experiments.Runs;

/// <summary>In what two runs differ: options, and metrics.</summary>
/// <param name="left">The one run.</param>
/// <param name="right">The other.</param>
internal sealed class RunDifferences(RunFolder left, RunFolder right)
{
    private const string None = "-";

    /// <summary>The options that differ, with their values; null where all are equal.</summary>
    public Table? Options()
    {
        Table table = ResultTables.New("option", "A", "B");
        foreach ((string key, string a, string b) in OptionRows())
        {
            table.AddRow(CellText.Of(key), CellText.Of(a), CellText.Of(b));
        }

        return table.Rows.Count > 0 ? table : null;
    }

    /// <summary>The options that differ, with their values.</summary>
    public IReadOnlyList<(string Key, string Left, string Right)> OptionRows()
    {
        SortedDictionary<string, string> one = OptionsOf(left);
        SortedDictionary<string, string> other = OptionsOf(right);
        return
        [
            .. one.Keys.Union(other.Keys).Order(StringComparer.Ordinal)
                .Select(key => (Key: key, Left: one.GetValueOrDefault(key, None), Right: other.GetValueOrDefault(key, None)))
                .Where(row => row.Left != row.Right),
        ];
    }

    /// <summary>The metrics of a part of both; null where one of them has none.</summary>
    /// <param name="part"><c>validation</c> or <c>test</c>.</param>
    public Table? Metrics(string part)
    {
        if (RunSummary.Metrics(left)?[part] is not JsonObject one || RunSummary.Metrics(right)?[part] is not JsonObject other)
        {
            return null;
        }

        Table table = ResultTables.New("metric", "A", "B", "B less A");
        foreach (string name in one.Select(metric => metric.Key).Where(other.ContainsKey))
        {
            double a = RunSummary.Number(one[name]);
            double b = RunSummary.Number(other[name]);
            table.AddRow(CellText.Of(name), ResultTables.Number(a), ResultTables.Number(b), double.IsNaN(b - a) ? None : ShownNumber.Of(Math.Round(b - a, 4) + 0.0, "+0.0000;-0.0000;0.0000"));
        }

        return table;
    }

    private static SortedDictionary<string, string> OptionsOf(RunFolder folder)
    {
        RunRecord record = folder.ReadRecord();
        SortedDictionary<string, string> options = ExperimentValues.Of(folder.ReadExperiment());
        options["model"] = record.Model;
        options["seed"] = record.Seed.ToString(CultureInfo.InvariantCulture);
        options["device"] = record.Device;
        return options;
    }
}
