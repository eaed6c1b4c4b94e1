using I2MoE.Dsl.Interpretation.Reporting.Content;

namespace I2MoE.Dsl.Interpretation.Reporting.Numbers;

/// <summary>The tables of a report.</summary>
internal static class ReportTables
{
    /// <summary>The tables, as far as the report has their numbers.</summary>
    public static IEnumerable<NumberTable> Of(ReportContent content)
    {
        yield return Metrics(content);
        if (content.Findings is { } findings)
        {
            yield return FindingTables.Information(findings);
            yield return FindingTables.Groups(findings);
        }

        if (content.DataInteractions.Count > 0)
        {
            yield return FindingTables.OfData(content.DataInteractions);
        }

        if (content.Checks.Count > 0)
        {
            yield return FindingTables.Checks(content.Checks);
        }

        yield return Weights(content);
        foreach (NumberTable outcomes in content.Outcomes is { } known ? OutcomeTables.Of(known) : [])
        {
            yield return outcomes;
        }

        foreach (NumberTable table in content.Uncertainty is { } uncertainty ? UncertaintyNumbers.Of(uncertainty) : [])
        {
            yield return table;
        }

        yield return Agreement(content.Agreement);
        yield return Similarity(content);
        if (content.History is { } history)
        {
            yield return Losses(history);
        }

        yield return Samples(content);
        if (content.Samples.Count > 0)
        {
            yield return Masking(content);
        }

        if (content.Robustness.Count > 0)
        {
            yield return Robustness(content.Robustness);
        }

        if (content.TopFeatures is { } features)
        {
            yield return Features(content, features);
        }

        if (content.ModalityShares is { } shares)
        {
            yield return Shares(content, shares);
        }

        if (content.Faithfulness.Count > 0)
        {
            yield return Faithfulness(content.Faithfulness);
        }
    }

    private static NumberTable Metrics(ReportContent content) => new(
        "metrics",
        ["predictor", "kind", "metric", "value", "low", "high"],
        [.. content.Scores.SelectMany(score => score.Metrics.Select(metric => new object[] { score.Name, score.Kind, metric.Name, metric.Value, metric.Low, metric.High }))]);

    private static NumberTable Weights(ReportContent content) => new(
        "weights",
        ["kind", "group", "samples", "expert", "mean", "deviation", "minimum", "lower quartile", "median", "upper quartile", "maximum"],
        [
            .. content.Weights.SelectMany(group => group.Experts.Select(w => new object[]
            {
                group.Group.Kind, group.Group.Name, w.Count, w.Expert, w.Mean, w.Deviation, w.Minimum, w.LowerQuartile, w.Median, w.UpperQuartile, w.Maximum,
            })),
        ]);

    private static NumberTable Agreement(AgreementTable table) => new(
        "agreement",
        ["experts", "model", "samples", "share"],
        [
            .. new (string Experts, string Model, int Count)[]
            {
                ("agree", "right", table.AgreeRight), ("agree", "wrong", table.AgreeWrong), ("disagree", "right", table.DisagreeRight), ("disagree", "wrong", table.DisagreeWrong),
            }.Select(row => new object[] { row.Experts, row.Model, row.Count, (double)row.Count / table.Count }),
        ]);

    private static NumberTable Similarity(ReportContent content) => new(
        "similarity",
        ["expert", .. content.Model.ExpertNames],
        [.. content.Model.ExpertNames.Select((expert, row) => (object[])[expert, .. content.Model.ExpertNames.Select((_, column) => (object)content.Similarity[row, column])])]);

    private static NumberTable Losses(TrainingCurves history) => new(
        "losses",
        ["epoch", .. history.Losses.Select(loss => $"loss {loss}"), .. history.Metrics.Select(metric => $"validation {metric}"), "best"],
        [
            .. history.Epochs.Select(epoch => (object[])
            [
                epoch.Number,
                .. epoch.Losses.Select(loss => (object)loss),
                .. epoch.Metrics.Select(metric => (object)metric),
                epoch == history.Best,
            ]),
        ]);

    private static NumberTable Samples(ReportContent content) => new(
        "samples",
        ["sample", "name", "truth", "predicted", "right", "experts agree", "dominating expert", .. content.Model.ExpertNames.Select(expert => $"weight {expert}"), "in words", "missing", "set"],
        [
            .. content.Samples.Select(sample => (object[])
            [
                sample.Sample, sample.Name, sample.Truth, sample.Predicted, sample.IsRight, sample.Agree, content.Model.ExpertNames[sample.Dominating],
                .. sample.Explanation.Experts.Select(expert => (object)expert.Weight),
                sample.Sentence,
                string.Join('|', sample.Missing),
                sample.Set,
            ]),
        ]);

    private static NumberTable Masking(ReportContent content) => new(
        "masking",
        ["masked modality", "predictions changed", "right", .. content.Model.ExpertNames.Select(expert => $"weight {expert}")],
        [.. content.Needs.Select(need => (object[])[need.Modality, need.Changed, need.Right, .. need.Weights.Select(weight => (object)weight)])]);

    // The score of a regression is its loss.
    private static NumberTable Robustness(IReadOnlyList<RobustnessCurve> curves)
    {
        const string Loss = "loss";
        string[] more = curves[0].Metric == Loss ? [] : [Loss];
        return new NumberTable(
            "robustness",
            ["modality", "share taken away", curves[0].Metric, .. more],
            [.. curves.SelectMany(curve => curve.Points.Select(point => (object[])[curve.Modality, point.Share, point.Score, .. more.Select(_ => (object)point.Loss)]))]);
    }

    private static NumberTable Features(ReportContent content, IReadOnlyList<IReadOnlyList<FeatureScore>> features) => new(
        "features",
        ["expert", "modality", "feature", "mean absolute attribution"],
        [.. features.SelectMany((top, expert) => top.Select(feature => new object[] { content.Model.ExpertNames[expert], feature.Modality, feature.Feature, feature.Attribution }))]);

    private static NumberTable Shares(ReportContent content, IReadOnlyList<double[]> shares) => new(
        "modality-shares",
        ["expert", .. content.Model.ModalityNames],
        [.. shares.Select((row, expert) => (object[])[content.Model.ExpertNames[expert], .. row.Select(share => (object)share)])]);

    private static NumberTable Faithfulness(IReadOnlyList<ExpertFaithfulness> experts) => new(
        "faithfulness",
        ["expert", "share of the values", "output without them", "output without as many at random", "output of them alone", "output of as many at random alone", "output of all"],
        [
            .. experts.SelectMany(expert => expert.Shares.Select((share, place) => new object[]
            {
                expert.Expert.Name, share, expert.Removed[place], expert.RemovedAtRandom[place], expert.Kept[place], expert.KeptAtRandom[place], expert.Whole,
            })),
        ]);
}
