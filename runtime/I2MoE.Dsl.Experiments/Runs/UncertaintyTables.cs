using System.Globalization;
using I2MoE.Dsl.Experiments.Results;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Interpretation.Uncertainty;

namespace I2MoE.Dsl.Experiments.Runs;

/// <summary>How far answers can be relied on, for the console.</summary>
internal static class UncertaintyTables
{
    /// <summary>Writes it: how often sets hold the truth, what abstaining does, and what is to be warned of.</summary>
    public static void Show(ProgramConsole console, PredictionUncertainty uncertainty)
    {
        ConformalSets sets = uncertainty.Sets;
        console.Show(
            string.Create(CultureInfo.InvariantCulture, $"Sets that hold the truth with probability {1 - sets.Alpha:0.###} (alpha {sets.Alpha:0.###}), calibrated on the validation part: coverage and mean {SizeName(uncertainty)}"),
            Coverage(uncertainty));
        if (uncertainty.AlwaysIn.Count > 0)
        {
            console.Line(string.Create(CultureInfo.InvariantCulture, $"In every set by class, because the validation part has fewer than {sets.Least} samples of them: {string.Join(", ", uncertainty.AlwaysIn)}"));
        }

        if (uncertainty.Selective.Count > 0)
        {
            console.Show("Right of what is kept when the least sure samples are left out, by the share that is kept", Selective(uncertainty.Selective));
        }

        FindingLines.WriteCautions(console, uncertainty);
    }

    private static WideTable Coverage(PredictionUncertainty uncertainty)
    {
        IGrouping<string, ConformalCoverage>[] methods = [.. uncertainty.Coverage.GroupBy(row => row.Method)];
        var table = new WideTable(["samples", "count"], [.. methods[0].Select(row => (string[])[row.Group, row.Samples.ToString(CultureInfo.InvariantCulture)])]);
        foreach (IGrouping<string, ConformalCoverage> method in methods)
        {
            table.Add([method.Key, SizeName(uncertainty)], [.. method.Select(row => (string[])[Interval(row), Size(row.Size)])]);
        }

        return table;
    }

    private static WideTable Selective(IReadOnlyList<SelectiveCurve> curves)
    {
        var table = new WideTable(["samples"], [.. curves.Select(curve => (string[])[curve.Group])]);
        foreach ((int place, SelectivePoint point) in curves[0].Points.Index().Where(it => it.Index is 0 or 1 or 2 or 3 or 5))
        {
            table.Add([point.Kept.ToString("P0", CultureInfo.InvariantCulture)], [.. curves.Select(curve => (string[])[Three(curve.Points[place].Right)])]);
        }

        return table;
    }

    private static string SizeName(PredictionUncertainty uncertainty) => uncertainty.Coverage[0].Method switch { "interval" => "width", "lower bound" => "bound", _ => "size" };

    private static string Interval(ConformalCoverage row) => double.IsNaN(row.Coverage.Low)
        ? Three(row.Coverage.Value)
        : $"{Three(row.Coverage.Value)} ({Three(row.Coverage.Low)} to {Three(row.Coverage.High)})";

    private static string Size(double size) => double.IsInfinity(size) ? "unbounded" : size.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Three(double value) => double.IsNaN(value) ? "-" : value.ToString("0.000", CultureInfo.InvariantCulture);
}
