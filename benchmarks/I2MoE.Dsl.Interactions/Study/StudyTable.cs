using System.Globalization;

namespace I2MoE.Dsl.Interactions.Study;

/// <summary>The tables of the study; what fails stands first.</summary>
internal static class StudyTable
{
    private const string Heads = "runs | leading interaction right (estimate) | mean error of shares | leading expert right (weights) | seeds agree on the leader (weights), where there is one | score |";

    /// <summary>Shares as text.</summary>
    public static string Text(IReadOnlyList<double> shares) => shares.Count == 0 ? "nothing" : string.Join(' ', shares.Select(share => share.ToString("0.00", CultureInfo.InvariantCulture)));

    /// <summary>Writes them.</summary>
    public static void Write(TextWriter output, IReadOnlyList<StudyRecord> records, int planned)
    {
        Dictionary<string, string> groups = StudyConstructions.All.ToDictionary(construction => construction.Name, construction => construction.Group);
        output.WriteLine($"{records.Count} of {planned} runs.\n");
        output.WriteLine($"| objective | {Heads}\n|---|---|---|---|---|---|---|");
        foreach (IGrouping<string, StudyRecord> group in records.GroupBy(record => record.Objective))
        {
            output.WriteLine($"| {group.Key} | {Summary([.. group])}");
        }

        output.WriteLine($"\n| constructions | objective | {Heads}\n|---|---|---|---|---|---|---|---|");
        foreach (IGrouping<(string Group, string Objective), StudyRecord> group in records.GroupBy(record => (groups[record.Construction], record.Objective))
            .OrderBy(group => StudyConstructions.Groups.Index().First(pair => pair.Item == group.Key.Item1).Index))
        {
            output.WriteLine($"| {group.Key.Group} | {group.Key.Objective} | {Summary([.. group])}");
        }

        WriteConstructions(output, records);
        WriteLabels(output, records);
    }

    private static string Summary(StudyRecord[] runs)
    {
        StudyRecord[][] repeated = [.. runs.Where(run => run.HasLeader).GroupBy(run => (run.Construction, run.Objective)).Where(same => same.Count() > 1).Select(same => same.ToArray())];
        int agree = repeated.Count(same => same.Select(run => Array.IndexOf(run.Weights, run.Weights.Max())).Distinct().Count() == 1);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{runs.Length} | {runs.Count(run => run.IsRight(run.Estimate))} of {runs.Length} | {Mean(runs.Select(run => run.Error)):0.000} | {runs.Count(run => run.IsRight(run.Weights))} of {runs.Length} | {agree} of {repeated.Length} | {runs.Average(run => run.Accuracy):0.000} |");
    }

    private static void WriteConstructions(TextWriter output, IReadOnlyList<StudyRecord> records)
    {
        output.WriteLine("\n| data | objective | truth | estimate, each seed | weights, each seed | estimate right | weights right | score |\n|---|---|---|---|---|---|---|---|");
        foreach (StudyRecord[] runs in records.GroupBy(record => (record.Construction, record.Objective)).Select(group => group.ToArray())
            .OrderBy(runs => runs.Average(run => (run.IsRight(run.Estimate) ? 1 : 0) + (run.IsRight(run.Weights) ? 1.0 : 0))))
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {runs[0].Construction} | {runs[0].Objective} | {Text(runs[0].Truth)} | {string.Join("; ", runs.Select(run => Known(run.Estimate, run.IsKnown)))} | {string.Join("; ", runs.Select(run => Text(run.Weights)))} | {runs.Count(run => run.IsRight(run.Estimate))} of {runs.Length} | {runs.Count(run => run.IsRight(run.Weights))} of {runs.Length} | {runs.Average(run => run.Accuracy):0.000} |"));
        }
    }

    private static void WriteLabels(TextWriter output, IReadOnlyList<StudyRecord> records)
    {
        (StudyRecord Run, LabelRecord Label)[] labels = [.. records.SelectMany(run => (run.Labels ?? []).Select(label => (run, label)))];
        if (labels.Length == 0)
        {
            return;
        }

        output.WriteLine("\n| objective | labels | leading interaction right (estimate) | mean error of shares |\n|---|---|---|---|");
        foreach (IGrouping<string, (StudyRecord Run, LabelRecord Label)> group in labels.GroupBy(pair => pair.Run.Objective))
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {group.Key} | {group.Count()} | {group.Count(pair => pair.Label.IsRight())} of {group.Count()} | {Mean(group.Select(pair => StudyRecord.ErrorOf(pair.Label.Truth, pair.Label.Estimate))):0.000} |"));
        }

        output.WriteLine("\n| data | label | objective | truth | estimate, each seed | right |\n|---|---|---|---|---|---|");
        foreach (IGrouping<(string Construction, string Name, string Objective), (StudyRecord Run, LabelRecord Label)> group in labels
            .GroupBy(pair => (pair.Run.Construction, pair.Label.Name, pair.Run.Objective)).OrderBy(group => group.Average(pair => pair.Label.IsRight() ? 1.0 : 0)))
        {
            output.WriteLine($"| {group.Key.Construction} | {group.Key.Name} | {group.Key.Objective} | {Text(group.First().Label.Truth)} | {string.Join("; ", group.Select(pair => Known(pair.Label.Estimate, pair.Label.IsKnown)))} | {group.Count(pair => pair.Label.IsRight())} of {group.Count()} |");
        }
    }

    private static string Known(double[] estimate, bool isKnown) => isKnown ? Text(estimate) : "nothing known";

    private static double Mean(IEnumerable<double> errors) => errors.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
}
