using System.Text.Json;
using System.Text.Json.Nodes;
using I2MoE.Dsl.Interpretation.Reporting.Content;
using I2MoE.Dsl.Interpretation.Uncertainty;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Writing;

namespace I2MoE.Dsl.Interpretation.Reporting.Numbers;

/// <summary>All numbers of a report as JSON: its tables, and what is told of every shown sample.</summary>
internal static class ReportJson
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    /// <summary>The text.</summary>
    public static string Of(ReportContent content)
    {
        var document = new JsonObject
        {
            ["title"] = content.Title,
            ["model"] = content.Model.Name,
            ["task"] = content.Model.Task.ToString(),
            ["fusion"] = content.Model.Fusion,
            ["modalities"] = Texts(content.Model.ModalityNames),
            ["experts"] = Texts(content.Model.ExpertNames),
            ["outputs"] = Texts(content.OutputNames),
            ["deviation"] = MeanAndDeviation.Definition,
            ["information"] = content.Findings is { } findings ? FindingJson.Of(findings) : null,
            ["uncertainty"] = content.Uncertainty is { } uncertainty ? UncertaintyJson.Of(uncertainty) : null,
            ["tables"] = new JsonObject(ReportTables.Of(content).Where(table => table.Name != "samples").Select(table =>
                KeyValuePair.Create(table.Name, (JsonNode?)new JsonArray([.. table.Rows.Select(row => Row(table.Columns, row))])))),
            ["samples"] = new JsonArray([.. content.Samples.Select(sample => Sample(content, sample))]),
        };
        return document.ToJsonString(s_indented);
    }

    private static JsonObject Row(IReadOnlyList<string> columns, object[] row) => new(columns.Zip(row, (column, cell) => KeyValuePair.Create(column, cell switch
    {
        double number => JsonNumber.Of(number),
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        bool truth => JsonValue.Create(truth),
        _ => (JsonNode?)JsonValue.Create(cell.ToString()),
    })));

    private static JsonObject Sample(ReportContent content, SampleReport sample) => new()
    {
        ["sample"] = sample.Sample,
        ["name"] = sample.Name,
        ["missing"] = Texts(sample.Missing),
        ["truth"] = sample.Truth,
        ["predicted"] = sample.Predicted,
        ["set"] = sample.Set,
        ["right"] = sample.IsRight,
        ["experts_agree"] = sample.Agree,
        ["in_words"] = sample.Sentence,
        ["outputs"] = Numbers(sample.Explanation.Logits),
        ["explained_output"] = content.OutputNames[sample.Focus],
        ["experts"] = new JsonArray(
        [
            .. sample.Explanation.Experts.Select((expert, place) => new JsonObject
            {
                ["expert"] = expert.Expert,
                ["weight"] = JsonNumber.Of(expert.Weight),
                ["outputs"] = Numbers(expert.Logits),
                ["contributions"] = Numbers(expert.Contribution),
                ["modality_attributions"] = sample.ModalitySums is null ? null : Numbers(sample.ModalitySums[place]),
                ["attribution_residual"] = sample.Residuals is null ? null : JsonNumber.Of(sample.Residuals[place]),
                ["top_features"] = sample.TopFeatures is null ? null : new JsonArray([.. sample.TopFeatures[place].Select(Feature)]),
            }),
        ]),
        ["masking"] = new JsonArray(
        [
            .. sample.Masking.Concat(sample.Combined).Select(effect => new JsonObject
            {
                ["modality"] = effect.Modality,
                ["changed"] = effect.Changed,
                ["outputs"] = Numbers(effect.Outputs),
                ["weights"] = Numbers(effect.Weights),
                ["experts"] = new JsonArray([.. effect.Experts.Select(Numbers)]),
            }),
        ]),
        ["changes"] = new JsonArray(
        [
            .. sample.Responses.SelectMany(response => response.Changes.Select(change => new JsonObject
            {
                ["modality"] = response.Modality,
                ["feature"] = response.Feature,
                ["from"] = JsonNumber.Of(response.Value),
                ["to"] = JsonNumber.Of(change.Value),
                ["outputs"] = Numbers(change.Outputs),
                ["weights"] = Numbers(change.Weights),
            })),
        ]),
    };

    private static JsonObject Feature(FeatureScore feature) => new()
    {
        ["modality"] = feature.Modality,
        ["feature"] = feature.Feature,
        ["attribution"] = JsonNumber.Of(feature.Attribution),
    };

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];

    private static JsonArray Numbers(IEnumerable<double> numbers) => [.. numbers.Select(JsonNumber.Of)];
}
