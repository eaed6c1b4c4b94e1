using I2MoE.Dsl.Interpretation.Uncertainty;

namespace I2MoE.Dsl.Interpretation.Reporting.Numbers;

/// <summary>The tables of how far answers can be relied on.</summary>
internal static class UncertaintyNumbers
{
    /// <summary>The tables.</summary>
    public static IEnumerable<NumberTable> Of(PredictionUncertainty uncertainty)
    {
        yield return new NumberTable(
            "coverage",
            ["alpha", "sets", "kind", "group", "calibrated", "samples", "coverage", "low", "high", "size"],
            [.. uncertainty.Coverage.Select(row => new object[] { uncertainty.Sets.Alpha, row.Method, row.Kind, row.Group, row.Calibrated, row.Samples, row.Coverage.Value, row.Coverage.Low, row.Coverage.High, row.Size })]);
        if (uncertainty.Selective.Count > 0)
        {
            yield return new NumberTable(
                "selective",
                ["kind", "group", "kept", "samples", "right"],
                [.. uncertainty.Selective.SelectMany(curve => curve.Points.Select(point => new object[] { curve.Kind, curve.Group, point.Kept, point.Samples, point.Right }))]);
        }
    }
}
