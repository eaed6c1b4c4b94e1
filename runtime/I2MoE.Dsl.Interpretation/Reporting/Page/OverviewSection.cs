using I2MoE.Dsl.Interpretation.Reporting.Content;

namespace I2MoE.Dsl.Interpretation.Reporting.Page;

/// <summary>What the report says in short.</summary>
internal static class OverviewSection
{
    /// <summary>The section.</summary>
    public static PageSection Of(ReportContent content)
    {
        IReadOnlyList<MetricInterval> metrics = content.Scores[0].Metrics;
        IEnumerable<string> tiles = metrics.DistinctBy(metric => metric.Value).Take(4).Select(metric => $"""
            <div class="tile"><p class="tile-name">{Html.Text(metric.Name)}</p><p class="tile-value">{Html.Number(metric.Value)}</p><p class="tile-range">{Range(metric)}</p></div>
            """);
        return new PageSection("overview", "Overview", $"""
            <div class="tiles">{string.Concat(tiles)}</div>
            {InformationSection.Checks(content)}
            {InformationSection.Cautions(content)}
            <ul class="short">{string.Concat(Sentences(content).Select(sentence => $"<li>{sentence}</li>"))}</ul>
            {DefinitionsMarkup.Of(content.Model)}
            """);
    }

    private static string Range(MetricInterval metric) => double.IsNaN(metric.Low) ? "&nbsp;" : $"95 %: {Html.Number(metric.Low)} to {Html.Number(metric.High)}";

    private static IEnumerable<string> Sentences(ReportContent content)
    {
        if (content.Findings is { Leading: { } leading } findings)
        {
            ExpertFinding first = findings.Experts[leading];
            yield return $"The greatest part of what is known comes from <b>{Html.Text(first.Expert.Label)}</b>: {Html.Percent(first.Share.Value)}{(double.IsNaN(first.Share.Low) ? "" : $" (95 %: {Html.Percent(first.Share.Low)} to {Html.Percent(first.Share.High)})")} of {(content.Model.PredictsNumber ? $"the {Html.Number(findings.Known.Value)} by which the loss is less than that of {findings.Prior}" : $"{Html.Number(findings.Known.Value)} {findings.Unit} {(content.Model.Task == TaskKind.MultiLabel ? "a label" : "a sample")}")}.";
        }

        (int most, WeightDistribution weights) = content.Weights[0].Experts.Index().MaxBy(pair => pair.Item.Mean);
        int decided = content.Predictions.Weights.Count(row => row.Max() == row[most]);
        yield return $"<b>{Html.Text(content.Model.Experts[most].Label)}</b> has the most say, a mean weight of {Html.Number(weights.Mean)}; it has the greatest in {Html.Percent((double)decided / weights.Count)} of the samples.";

        AgreementTable table = content.Agreement;
        int agree = table.AgreeRight + table.AgreeWrong;
        int differ = table.Count - agree;
        yield return $"All experts agree on <b>{Html.Percent((double)agree / table.Count)}</b> of the samples"
            + (agree > 0 ? $"; {Html.Percent((double)table.AgreeRight / agree)} of those are right" : "")
            + (differ > 0 ? $". Of the others, {Html.Percent((double)table.DisagreeRight / differ)} are right." : ".");

        // Where nothing is known, the best expert is the luckiest.
        if (content.Findings is not { IsKnown: false })
        {
            yield return Best([.. content.Scores.Where(score => score.Kind == "expert")], content);
        }

        if (content.OverBaseline is { } over)
        {
            yield return $"The score differs from that of the vanilla baseline by <b>{Signed(over.Value)}</b> (95 %: {Signed(over.Low)} to {Signed(over.High)}).";
        }

        if (content.Needs.Count > 0)
        {
            ModalityNeed need = content.Needs.MaxBy(entry => entry.Changed)!;
            yield return $"Masking <b>{Html.Text(need.Modality)}</b> changes most predictions: {Html.Percent(need.Changed)}.";
        }
    }

    // Experts whose scores are shown as the same number are tied, and none of them is called the best.
    private static string Best(PredictorScore[] experts, ReportContent content)
    {
        double best = content.LowerIsBetter ? experts.Min(score => score.Metrics[0].Value) : experts.Max(score => score.Metrics[0].Value);
        string[] first = [.. experts.Where(score => Html.Number(score.Metrics[0].Value) == Html.Number(best)).Select(score => $"<b>{Html.Text(score.Name)}</b>")];
        string named = first.Length == 1 ? $"{first[0]} is the best expert" : $"{string.Join(", ", first[..^1])} and {first[^1]} do equally well";
        return $"{(first.Length == 1 ? "By itself" : "By themselves")}, {named}: {Html.Text(experts[0].Metrics[0].Name)} {Html.Number(best)}, against {Html.Number(content.Scores[0].Metrics[0].Value)} of the whole model.";
    }

    private static string Signed(double value) => (value > 0 ? "+" : "") + Html.Number(value);
}
