using System.Text.Json.Nodes;
using I2MoE.Dsl.Writing;

namespace I2MoE.Dsl.Interpretation.Uncertainty;

/// <summary>How far answers can be relied on, as JSON: in metrics, evaluations and reports the same.</summary>
internal static class UncertaintyJson
{
    /// <summary>The document.</summary>
    public static JsonObject Of(PredictionUncertainty uncertainty) => new()
    {
        ["alpha"] = uncertainty.Sets.Alpha,
        ["limit"] = JsonNumber.Of(uncertainty.Sets.OverallLimit),
        ["limits"] = new JsonArray([.. uncertainty.Sets.Limits.Select(JsonNumber.Of)]),
        ["coverage"] = new JsonArray([.. uncertainty.Coverage.Select(Of)]),
        ["selective"] = new JsonArray([.. uncertainty.Selective.Select(Of)]),
        ["always_in"] = new JsonArray([.. uncertainty.AlwaysIn.Select(name => (JsonNode)name)]),
        ["cautions"] = new JsonArray([.. uncertainty.Cautions.Select(caution => (JsonNode)caution)]),
    };

    private static JsonObject Of(ConformalCoverage row) => new()
    {
        ["method"] = row.Method,
        ["kind"] = row.Kind,
        ["group"] = row.Group,
        ["calibrated"] = row.Calibrated,
        ["samples"] = row.Samples,
        ["coverage"] = new JsonObject { ["value"] = JsonNumber.Of(row.Coverage.Value), ["low"] = JsonNumber.Of(row.Coverage.Low), ["high"] = JsonNumber.Of(row.Coverage.High) },
        ["size"] = JsonNumber.Of(row.Size),
    };

    private static JsonObject Of(SelectiveCurve curve) => new()
    {
        ["kind"] = curve.Kind,
        ["group"] = curve.Group,
        ["worse"] = curve.Worse is not null,
        ["points"] = new JsonArray([.. curve.Points.Select(point => new JsonObject { ["kept"] = point.Kept, ["samples"] = point.Samples, ["right"] = JsonNumber.Of(point.Right) })]),
    };
}
