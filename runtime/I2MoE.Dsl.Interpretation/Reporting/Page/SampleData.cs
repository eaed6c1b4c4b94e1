using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using I2MoE.Dsl.Interpretation.Reporting.Content;
using I2MoE.Dsl.Interpretation.Reporting.Figures;
using I2MoE.Dsl.Writing;

namespace I2MoE.Dsl.Interpretation.Reporting.Page;

/// <summary>What the script of the page needs to know of the samples. Numbers have four digits, names are short: there are hundreds of samples.</summary>
internal static class SampleData
{
    // Of values of the data, which differ from each other in more than four digits.
    private const string Precise = "G6";

    // Escapes every sign that could end the script element, whatever a sample is called.
    private static readonly JsonSerializerOptions s_options = new() { Encoder = JavaScriptEncoder.Default };

    /// <summary>The data as JSON that can stand in a script element.</summary>
    public static string Of(ReportContent content)
    {
        IReadOnlyList<Expert> experts = content.Model.Experts;
        IReadOnlyList<string> colors = FigurePalette.OfExperts(experts);
        var document = new JsonObject
        {
            ["kind"] = content.Model.PredictsNumber ? "number" : content.Model.Task == TaskKind.MultiLabel ? "labels" : "class",
            ["alpha"] = content.Uncertainty?.Sets.Alpha,
            ["outputs"] = Texts(content.OutputNames),
            ["modalities"] = Texts(content.Model.ModalityNames),
            ["experts"] = new JsonArray([.. experts.Zip(colors, (expert, color) => new JsonObject { ["label"] = VisibleText.Of(expert.Label), ["color"] = color })]),
            ["samples"] = new JsonArray([.. content.Samples.Select(sample => Sample(content, sample))]),
        };
        return document.ToJsonString(s_options);
    }

    private static JsonObject Sample(ReportContent content, SampleReport sample)
    {
        bool hasProbabilities = !content.Model.PredictsNumber;
        var data = new JsonObject
        {
            ["id"] = sample.Sample,
            ["name"] = VisibleText.Of(sample.Name),
            ["truth"] = VisibleText.Of(sample.Truth),
            ["trueOutputs"] = new JsonArray([.. sample.TrueOutputs.Select(output => (JsonNode)output)]),
            ["predicted"] = VisibleText.Of(sample.Predicted),
            ["set"] = VisibleText.Of(sample.Set),
            ["right"] = sample.IsRight,
            ["agree"] = sample.Agree,
            ["focus"] = sample.Focus,
            ["top"] = sample.Dominating,
            ["words"] = VisibleText.Of(sample.Sentence),
            ["w"] = Numbers(sample.Explanation.Experts.Select(expert => expert.Weight)),
            ["out"] = Numbers(sample.Explanation.Logits),
            ["p"] = hasProbabilities ? Numbers(sample.Explanation.Probabilities) : null,
            ["y"] = new JsonArray([.. sample.Explanation.Experts.Select(expert => Numbers(expert.Logits))]),
            ["has"] = content.Model.Task == TaskKind.MultiLabel ? new JsonArray([.. sample.Explanation.PredictedLabels.Select(label => (JsonNode)label)]) : null,
            ["mask"] = new JsonArray([.. sample.Masking.Select(effect => Effect(content, sample, effect))]),
            ["masks"] = sample.Combined.Count == 0 ? null : new JsonArray([.. sample.Combined.Select(effect => Effect(content, sample, effect))]),
            ["responses"] = sample.Responses.Count == 0 ? null : new JsonArray([.. sample.Responses.Select(response => Response(content, response))]),
            ["shown"] = new JsonArray([.. sample.Shown.Select(Shown)]),
        };
        if (sample is { TopFeatures: { } features, ModalitySums: { } sums, Residuals: { } residuals })
        {
            data["sums"] = new JsonArray([.. sums.Select(values => Numbers(values))]);
            data["residual"] = Number(residuals.Max(Math.Abs));
            data["features"] = new JsonArray([.. features.Select(top => new JsonArray([.. top.Select(feature => new JsonArray(VisibleText.Of(feature.Modality), VisibleText.Of(feature.Feature), Number(feature.Attribution)))]))]);
        }

        if (sample.Pictures is { } pictures)
        {
            data["maps"] = new JsonArray([.. content.Model.Modalities.Select(modality => HeatMaps([.. pictures.Select(expert => expert[modality.Index])], modality.Shape))]);
        }

        return data;
    }

    // One byte a block, from -127 to 127, on the scale that all experts share.
    private static JsonObject? HeatMaps(IReadOnlyList<PictureAttribution?> experts, IReadOnlyList<int> shape)
    {
        if (experts[0] is not { } first)
        {
            return null;
        }

        double greatest = experts.Max(map => map!.Values.Max(Math.Abs));
        double scale = greatest > 0 ? sbyte.MaxValue / greatest : 0;
        return new JsonObject
        {
            ["rows"] = first.Height,
            ["columns"] = first.Width,
            ["block"] = first.Block,
            ["height"] = shape[1],
            ["width"] = shape[2],
            ["greatest"] = Number(greatest),
            ["experts"] = new JsonArray([.. experts.Select(map => Convert.ToBase64String([.. map!.Values.Select(value => unchecked((byte)(sbyte)Math.Round(value * scale)))]))]),
        };
    }

    private static JsonObject Effect(ReportContent content, SampleReport sample, MaskingEffect effect) => new()
    {
        ["changed"] = Number(effect.Changed),
        ["is"] = Decided(content, effect.Outputs),
        ["out"] = Numbers(effect.Outputs),
        ["w"] = Numbers(effect.Weights),
        ["y"] = Numbers(effect.Experts.Select(outputs => outputs[sample.Focus])),
    };

    private static JsonObject Response(ReportContent content, FeatureResponse response) => new()
    {
        ["modality"] = VisibleText.Of(response.Modality),
        ["feature"] = VisibleText.Of(response.Feature),
        ["own"] = Number(response.Value, Precise),
        ["changes"] = new JsonArray(
        [
            .. response.Changes.Select(change => new JsonObject
            {
                ["to"] = Number(change.Value, Precise),
                ["is"] = Decided(content, change.Outputs),
                ["out"] = Numbers(change.Outputs),
                ["w"] = Numbers(change.Weights),
            }),
        ]),
    };

    private static string Decided(ReportContent content, IReadOnlyList<double> outputs) => VisibleText.Of(OutputReading.Describe(content.Model, content.OutputNames, outputs));

    private static JsonObject Shown(ShownModality shown)
    {
        var data = new JsonObject { ["kind"] = shown.Kind };
        if (shown.Image is { } image)
        {
            data["image"] = "data:image/png;base64," + Convert.ToBase64String(image);
        }

        if (shown.Words is { } words)
        {
            data["words"] = Texts(words);
        }

        if (shown.Features is { } features)
        {
            data["features"] = new JsonArray([.. features.Select(feature => new JsonArray(VisibleText.Of(feature.Key), Number(feature.Value)))]);
        }

        if (shown.Note is { } note)
        {
            data["note"] = VisibleText.Of(note);
        }

        return data;
    }

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)VisibleText.Of(text))];

    private static JsonArray Numbers(IEnumerable<double> numbers) => [.. numbers.Select(number => Number(number))];

    private static JsonValue? Number(double value, string format = "G4") => double.IsFinite(value)
        ? JsonValue.Create(double.Parse(value.ToString(format, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))
        : null;
}
