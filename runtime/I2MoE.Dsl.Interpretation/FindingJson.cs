using System.Text.Json.Nodes;
using I2MoE.Dsl.Writing;

namespace I2MoE.Dsl.Interpretation;

/// <summary>What is known, as JSON: in metrics, explanations and reports the same.</summary>
internal static class FindingJson
{
    /// <summary>The findings; an interaction of which nothing is known says so and has no share.</summary>
    public static JsonObject Of(InteractionFindings findings) => new()
    {
        ["unit"] = findings.Unit,
        ["objective"] = findings.Objective.ToString(),
        ["known"] = findings.IsKnown,
        ["in_words"] = findings.IsKnown ? null : FindingCautions.NothingKnown,
        ["gain"] = Of(findings.Known),
        ["interactions"] = new JsonArray([.. findings.Experts.Select(expert => Of(findings, expert))]),
        ["groups"] = new JsonArray([.. findings.Groups.Select(group => Of(findings, group))]),
        ["cautions"] = new JsonArray([.. FindingCautions.Of(findings).Select(caution => (JsonNode)caution)]),
    };

    /// <summary>The checks of an explanation; null where none was made.</summary>
    public static JsonArray? Of(IReadOnlyList<FaithfulnessCheck> checks) => checks.Count == 0 ? null : [.. checks.Select(check => new JsonObject
    {
        ["check"] = check.Name,
        ["passed"] = check.Passed,
        ["finding"] = check.Finding,
    })];

    private static JsonObject Of(InteractionFindings findings, ExpertFinding expert)
    {
        bool isKnown = findings.IsKnown && expert.IsAboveChance;
        return new JsonObject
        {
            ["expert"] = expert.Expert.Name,
            ["known"] = isKnown,
            ["in_words"] = isKnown ? null : FindingCautions.NothingKnown,
            ["share"] = isKnown ? Of(expert.Share) : null,
            ["part"] = isKnown ? JsonNumber.Of(expert.Part) : null,
            ["told"] = Of(expert.Gain),
            ["told_by"] = new JsonArray([.. expert.ToldBy.Select(teller => (JsonNode)teller.Name)]),
            ["say"] = Of(expert.Say),
        };
    }

    private static JsonObject Of(InteractionFindings findings, GroupFinding group) => new()
    {
        ["kind"] = group.Kind,
        ["group"] = group.Name,
        ["samples"] = group.Samples,
        ["known"] = group.IsKnown,
        ["gain"] = Of(group.Known),
        ["shares"] = group.IsKnown
            ? new JsonObject(findings.Experts.Zip(group.Shares, (expert, share) => KeyValuePair.Create(expert.Expert.Name, (JsonNode?)JsonNumber.Of(share))))
            : null,
    };

    private static JsonObject Of(MetricInterval interval) => new()
    {
        ["value"] = JsonNumber.Of(interval.Value),
        ["low"] = JsonNumber.Of(interval.Low),
        ["high"] = JsonNumber.Of(interval.High),
    };
}
