using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Studies.Defaults;

namespace I2MoE.Dsl.Studies.Missing;

/// <summary>The ways side by side, as Markdown: mean and standard error over the splits, on all test samples and on those that lack nothing.</summary>
internal static class MissingTable
{
    /// <summary>The table.</summary>
    /// <param name="cells">The cells.</param>
    public static string Of(IReadOnlyList<Cell> cells)
    {
        List<string> lines = ["| data | way | splits | accuracy | AUROC | log loss | accuracy, complete samples | AUROC, complete samples |", "|---|---|---|---|---|---|---|---|"];
        foreach (IGrouping<(string Data, string Model), Cell> way in cells.Where(cell => !cell.Data.EndsWith(MissingStudy.OfComplete, StringComparison.Ordinal)).GroupBy(cell => (cell.Data, cell.Model)).OrderByDescending(way => way.Key.Data, StringComparer.Ordinal))
        {
            Cell[] complete = [.. cells.Where(cell => cell.Data == way.Key.Data + MissingStudy.OfComplete && cell.Model == way.Key.Model)];
            string[] shown =
            [
                Shown(way.Select(cell => cell.Accuracy)), Shown(way.Select(cell => cell.Auroc)), Shown(way.Select(cell => cell.LogLoss)),
                Shown(complete.Select(cell => cell.Accuracy)), Shown(complete.Select(cell => cell.Auroc)),
            ];
            lines.Add(FormattableString.Invariant($"| {way.Key.Data} | {way.Key.Model} | {way.Count()} | {string.Join(" | ", shown)} |"));
        }

        return string.Join('\n', lines) + "\n";
    }

    // A split whose test samples are of one class has no AUROC.
    private static string Shown(IEnumerable<double> all)
    {
        double[] values = [.. all.Where(double.IsFinite)];
        return FormattableString.Invariant($"{values.Average():0.000} ± {MeanAndDeviation.From(values).Deviation / Math.Sqrt(values.Length):0.000}");
    }
}
