using System.Globalization;
using System.Text;

namespace KnownInteractions;

/// <summary>What the objectives cost and credit on real data, in Markdown.</summary>
internal static class RealDataTables
{
    /// <summary>Writes the tables, if there are runs.</summary>
    public static void Write(StringBuilder text, StudyRun[] runs)
    {
        if (runs.Length == 0)
        {
            return;
        }

        text.AppendLine("### Real data\n");
        WriteAccuracies(text, runs);
        text.AppendLine("| data | objective | experts | weights | estimate | each expert alone | without each modality |");
        text.AppendLine("|---|---|---|---|---|---|---|");
        foreach (IGrouping<(string Data, string Objective), StudyRun> group in runs.OrderBy(run => run.Data, StringComparer.Ordinal).GroupBy(run => (run.Data, run.Objective)))
        {
            StudyRun[] of = [.. group];
            text.AppendLine(CultureInfo.InvariantCulture, $"| {group.Key.Data} | {group.Key.Objective} | {string.Join(", ", of[0].Experts)} | {StudyTables.Mean(of, run => run.Weights)} | {StudyTables.Mean(of, run => run.Estimate)} | {StudyTables.Mean(of, run => run.ExpertAlone)} | {StudyTables.Mean(of, run => run.WithoutModality)} |");
        }

        text.AppendLine();
    }

    // Only seeds that both objectives have: an interrupted study would not compare like with like.
    private static void WriteAccuracies(StringBuilder text, StudyRun[] runs)
    {
        text.AppendLine("Accuracy on the test part, and the difference in points with its standard error over the seeds.\n");
        text.AppendLine("| data | seeds | paper | evidence | evidence - paper |");
        text.AppendLine("|---|---|---|---|---|");
        var sets = new List<(double Paper, double Evidence, double Variance)>();
        foreach (IGrouping<string, StudyRun> set in runs.GroupBy(run => run.Data).OrderBy(set => set.Key, StringComparer.Ordinal))
        {
            (double Paper, double Evidence)[] pairs =
            [
                .. from paper in set.Where(run => run.Objective == StudyModel.Paper)
                   join evidence in set.Where(run => run.Objective == StudyModel.Evidence) on paper.Seed equals evidence.Seed
                   select (paper.Accuracy, evidence.Accuracy),
            ];
            if (pairs.Length > 0)
            {
                sets.Add((pairs.Average(pair => pair.Paper), pairs.Average(pair => pair.Evidence), VarianceOfMean([.. pairs.Select(pair => pair.Evidence - pair.Paper)])));
                WriteRow(text, set.Key, pairs.Length.ToString(CultureInfo.InvariantCulture), sets[^1]);
            }
        }

        if (sets.Count > 0)
        {
            WriteRow(text, $"**mean of {sets.Count} data sets**", "", (sets.Average(set => set.Paper), sets.Average(set => set.Evidence), sets.Sum(set => set.Variance) / (sets.Count * sets.Count)));
        }

        text.AppendLine();
    }

    // One seed has no standard error.
    private static void WriteRow(StringBuilder text, string data, string seeds, (double Paper, double Evidence, double Variance) set)
    {
        string error = double.IsNaN(set.Variance) ? "" : string.Create(CultureInfo.InvariantCulture, $" ± {100 * Math.Sqrt(set.Variance):0.0}");
        text.AppendLine(CultureInfo.InvariantCulture, $"| {data} | {seeds} | {set.Paper:0.000} | {set.Evidence:0.000} | {100 * (set.Evidence - set.Paper):+0.0;-0.0;0.0}{error} |");
    }

    private static double VarianceOfMean(double[] values)
    {
        double mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / ((values.Length - 1.0) * values.Length);
    }
}
