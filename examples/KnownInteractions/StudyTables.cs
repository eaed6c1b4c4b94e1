using System.Globalization;
using System.Text;

namespace KnownInteractions;

/// <summary>The tables of the study, in Markdown.</summary>
internal static class StudyTables
{
    /// <summary>All tables of the runs that there are.</summary>
    /// <param name="runs">The runs, in the order of the plan.</param>
    /// <param name="planned">The number of runs of the whole study.</param>
    public static string Of(IReadOnlyCollection<StudyRun> runs, int planned)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{runs.Count} of {planned} runs.\n");
        foreach (IGrouping<string, StudyRun> part in runs.Where(run => run.Truth.Count > 0).GroupBy(run => run.Part))
        {
            WritePart(text, part.Key, [.. part]);
        }

        RealDataTables.Write(text, [.. runs.Where(run => run.Truth.Count == 0)]);
        return text.ToString();
    }

    private static void WritePart(StringBuilder text, string part, StudyRun[] runs)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"### {char.ToUpperInvariant(part[0])}{part[1..]}\n");
        text.AppendLine(CultureInfo.InvariantCulture, $"Experts: {string.Join(", ", runs[0].Experts)}. Numbers are means over the seeds.\n");
        text.AppendLine("| data | objective | seeds | true share | without the regime | weight share | estimate | accuracy | without each expert | each expert alone | without each modality | local hit |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (IGrouping<(string Data, string Objective), StudyRun> group in runs.GroupBy(run => (run.Data, run.Objective)).OrderBy(group => Order(runs, group.Key.Data)))
        {
            StudyRun[] of = [.. group];
            text.AppendLine(CultureInfo.InvariantCulture, $"| {group.Key.Data} | {group.Key.Objective} | {of.Length} | {Numbers(of[0].Truth)} | {Numbers(of[0].Unconditional)} | {Mean(of, run => run.Weights)} | {Mean(of, run => run.Estimate)} | {of.Average(run => run.Accuracy):0.000} | {Mean(of, run => run.WithoutExpert)} | {Mean(of, run => run.ExpertAlone)} | {Mean(of, run => run.WithoutModality)} | {of.Average(run => run.LocalHit):0.00} |");
        }

        text.AppendLine();
        if (runs.All(run => run.Truth.Max() > 0.99))
        {
            WriteFirstRank(text, runs);
        }
        else
        {
            WriteCorrelations(text, runs);
        }
    }

    private static int Order(StudyRun[] runs, string data) => Array.FindIndex(runs, run => run.Data == data);

    private static void WriteFirstRank(StringBuilder text, StudyRun[] runs)
    {
        text.AppendLine("| objective | matching expert has the largest weight | and more than 0.8 | matching interaction has the largest estimate | and more than 0.8 |");
        text.AppendLine("|---|---|---|---|---|");
        foreach (IGrouping<string, StudyRun> group in runs.GroupBy(run => run.Objective))
        {
            StudyRun[] of = [.. group];
            text.AppendLine(CultureInfo.InvariantCulture, $"| {group.Key} | {Count(of, run => run.Weights, 0)} | {Count(of, run => run.Weights, 0.8)} | {Count(of, run => run.Estimate, 0)} | {Count(of, run => run.Estimate, 0.8)} |");
        }

        text.AppendLine();
    }

    private static string Count(StudyRun[] runs, Func<StudyRun, IReadOnlyList<double>> shares, double above)
    {
        int hits = runs.Count(run =>
        {
            double matching = shares(run)[run.Truth.Index().MaxBy(pair => pair.Item).Index];
            return matching >= shares(run).Max() && matching > above;
        });
        return string.Create(CultureInfo.InvariantCulture, $"{hits} of {runs.Length}");
    }

    private static void WriteCorrelations(StringBuilder text, StudyRun[] runs)
    {
        text.AppendLine("Spearman correlation with the true shares, over all mixtures and seeds: of all experts together, and of each by itself.\n");
        text.AppendLine(CultureInfo.InvariantCulture, $"| objective | | all | {string.Join(" | ", runs[0].Experts)} |");
        text.AppendLine(CultureInfo.InvariantCulture, $"|---|---|---|{string.Concat(runs[0].Experts.Select(_ => "---|"))}");
        foreach (IGrouping<string, StudyRun> group in runs.GroupBy(run => run.Objective))
        {
            WriteCorrelation(text, group.Key, "weights", [.. group], run => run.Weights);
            WriteCorrelation(text, group.Key, "estimate", [.. group], run => run.Estimate);
        }

        text.AppendLine();
    }

    private static void WriteCorrelation(StringBuilder text, string objective, string what, StudyRun[] runs, Func<StudyRun, IReadOnlyList<double>> shares)
    {
        double all = RankCorrelation.Of([.. runs.SelectMany(run => run.Truth)], [.. runs.SelectMany(shares)]);
        IEnumerable<double> each = runs[0].Experts.Select((_, expert) => RankCorrelation.Of([.. runs.Select(run => run.Truth[expert])], [.. runs.Select(run => shares(run)[expert])]));
        text.AppendLine(CultureInfo.InvariantCulture, $"| {objective} | {what} | {all:0.00} | {string.Join(" | ", each.Select(value => value.ToString("0.00", CultureInfo.InvariantCulture)))} |");
    }

    /// <summary>The means over runs of lists of numbers, as text.</summary>
    internal static string Mean(StudyRun[] runs, Func<StudyRun, IReadOnlyList<double>> values) =>
        Numbers([.. Enumerable.Range(0, values(runs[0]).Count).Select(place => runs.Average(run => values(run)[place]))]);

    private static string Numbers(IReadOnlyList<double> values) =>
        string.Join(" ", values.Select(value => (value + 0.0).ToString("0.00", CultureInfo.InvariantCulture)));
}
