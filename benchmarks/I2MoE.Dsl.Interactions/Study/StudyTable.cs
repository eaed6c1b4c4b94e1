using System.Globalization;

namespace I2MoE.Dsl.Interactions.Study;

/// <summary>The tables of the study; what fails stands first.</summary>
internal static class StudyTable
{
    /// <summary>Shares as text.</summary>
    public static string Text(IReadOnlyList<double> shares) => shares.Count == 0 ? "nothing" : string.Join(' ', shares.Select(share => share.ToString("0.00", CultureInfo.InvariantCulture)));

    /// <summary>Writes them.</summary>
    public static void Write(TextWriter output, IReadOnlyList<StudyRecord> records, int planned)
    {
        output.WriteLine($"{records.Count} of {planned} runs.\n");
        output.WriteLine("| objective | runs | leading interaction right (estimate) | mean error of shares | leading expert right (weights) | seeds agree on the leader (weights) | accuracy |\n|---|---|---|---|---|---|---|");
        foreach (IGrouping<string, StudyRecord> group in records.GroupBy(record => record.Objective))
        {
            StudyRecord[] runs = [.. group];
            StudyRecord[][] repeated = [.. runs.GroupBy(run => run.Construction).Where(same => same.Count() > 1).Select(same => same.ToArray())];
            int agree = repeated.Count(same => same.Select(run => Array.IndexOf(run.Weights, run.Weights.Max())).Distinct().Count() == 1);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {group.Key} | {runs.Length} | {Count(runs, run => run.IsRight(run.Estimate))} | {runs.Select(run => run.Error).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average():0.000} | {Count(runs, run => run.IsRight(run.Weights))} | {agree} of {repeated.Length} | {runs.Average(run => run.Accuracy):0.000} |"));
        }

        output.WriteLine("\n| data | objective | truth | estimate, each seed | weights, each seed | estimate right | weights right | accuracy |\n|---|---|---|---|---|---|---|---|");
        foreach (IGrouping<(string, string), StudyRecord> group in records.GroupBy(record => (record.Construction, record.Objective))
            .OrderBy(group => group.Average(run => (run.IsRight(run.Estimate) ? 1 : 0) + (run.IsRight(run.Weights) ? 1.0 : 0))))
        {
            StudyRecord[] runs = [.. group];
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {group.Key.Item1} | {group.Key.Item2} | {Text(runs[0].Truth)} | {string.Join("; ", runs.Select(run => run.IsKnown ? Text(run.Estimate) : "nothing known"))} | {string.Join("; ", runs.Select(run => Text(run.Weights)))} | {runs.Count(run => run.IsRight(run.Estimate))} of {runs.Length} | {runs.Count(run => run.IsRight(run.Weights))} of {runs.Length} | {runs.Average(run => run.Accuracy):0.000} |"));
        }
    }

    private static string Count(StudyRecord[] runs, Func<StudyRecord, bool> isRight) => $"{runs.Count(isRight)} of {runs.Length}";
}
