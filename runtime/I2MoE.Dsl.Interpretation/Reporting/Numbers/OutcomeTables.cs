using I2MoE.Dsl.Interpretation.Reporting.Content;

namespace I2MoE.Dsl.Interpretation.Reporting.Numbers;

/// <summary>The tables of how well classes and labels are told.</summary>
internal static class OutcomeTables
{
    /// <summary>The tables.</summary>
    public static IEnumerable<NumberTable> Of(PredictionOutcomes outcomes)
    {
        yield return new NumberTable(
            "classes",
            ["class", "samples", "predicted", "precision", "recall", "auroc"],
            [.. outcomes.Classes.Select(it => new object[] { it.Name, it.Samples, it.Predicted, it.Precision, it.Recall, it.Auroc })]);
        if (outcomes.Confusion is { } counts)
        {
            yield return new NumberTable(
                "confusion",
                ["true", .. outcomes.Classes.Select(it => $"predicted {it.Name}")],
                [.. outcomes.Classes.Select((it, row) => (object[])[it.Name, .. outcomes.Classes.Select((_, column) => (object)counts[row, column])])]);
        }

        yield return new NumberTable(
            "calibration",
            ["kind", "group", "predictions", "probability", "right", "expected calibration error", "brier score"],
            [.. outcomes.Groups.Select(group => new object[] { group.Kind, group.Group, group.Predictions, group.Probability, group.Right, group.CalibrationError, group.Brier })]);
        yield return new NumberTable(
            "reliability",
            ["probability", "right", "predictions", "expected calibration error", "brier score"],
            [.. outcomes.Reliability.Select(bin => new object[] { bin.Probability, bin.Right, bin.Count, outcomes.CalibrationError, outcomes.Brier })]);
    }
}
