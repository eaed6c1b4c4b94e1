using System.Globalization;
using I2MoE.Dsl.Metrics;

namespace I2MoE.Dsl.Studies.Defaults;

/// <summary>What was chosen beside the simple baselines on the test parts, as Markdown: mean and standard error over the splits.</summary>
internal static class ReportTable
{
    private static readonly string[] s_simple = ["logistic regression", "gradient boosting"];

    /// <summary>The table.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="model">The name of what was chosen.</param>
    public static string Of(IReadOnlyList<Cell> cells, string model)
    {
        List<string> lines =
        [
            "| data set | splits | majority | logistic regression | gradient boosting | I2MoE | at least the better one less one standard error | log loss: logistic | boosting | I2MoE |",
            "|---|---|---|---|---|---|---|---|---|---|",
        ];
        List<double[]> means = [];
        foreach (IGrouping<string, Cell> data in cells.GroupBy(cell => cell.Data))
        {
            string[] models = ["majority class", .. s_simple, model];
            double[][] accuracies = [.. models.Select(name => Values(data, name, cell => cell.Accuracy))];
            double[][] losses = [.. models.Skip(1).Select(name => Values(data, name, cell => cell.LogLoss))];
            if (accuracies.Any(values => values.Length == 0))
            {
                continue;
            }

            double[] best = accuracies[1].Average() >= accuracies[2].Average() ? accuracies[1] : accuracies[2];
            double bound = best.Average() - Error(best);
            means.Add([.. accuracies.Concat(losses).Select(values => values.Average()), best.Average()]);
            lines.Add(FormattableString.Invariant(
                $"| {data.Key} | {accuracies[3].Length} | {string.Join(" | ", accuracies.Select(Shown))} | {(accuracies[3].Average() >= bound ? "yes" : "no")} ({bound:0.000}) | {string.Join(" | ", losses.Select(values => values.Average().ToString("0.000", CultureInfo.InvariantCulture)))} |"));
        }

        string[] all = [.. Enumerable.Range(0, 8).Select(column => means.Average(row => row[column]).ToString("0.000", CultureInfo.InvariantCulture))];
        lines.Add($"| mean | | {string.Join(" | ", all[..4])} | mean of the better ones: {all[7]} | {string.Join(" | ", all[4..7])} |");
        return string.Join('\n', lines) + "\n";
    }

    private static double[] Values(IEnumerable<Cell> data, string model, Func<Cell, double> value) => [.. data.Where(cell => cell.Model == model).Select(value)];

    private static double Error(double[] values) => MeanAndDeviation.From(values).Deviation / Math.Sqrt(values.Length);

    private static string Shown(double[] values) => FormattableString.Invariant($"{values.Average():0.000} ± {Error(values):0.000}");
}
