using System.Reflection;
using System.Text.Json.Nodes;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Runs;

namespace I2MoE.Dsl.Onnx;

/// <summary>What an ONNX file says of its model, as JSON under one key: <c>docs/onnx.md</c> lists it.</summary>
internal static class ModelMetadata
{
    /// <summary>The key.</summary>
    public const string Key = "i2moe";

    /// <summary>The version of the program that writes, for example <c>0.1.0</c>.</summary>
    public static string Version { get; } = typeof(ModelMetadata).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>The text.</summary>
    /// <param name="model">The model.</param>
    /// <param name="preprocessing">What the run fixed about its data.</param>
    /// <param name="inputs">The names of the inputs, in the order of the modalities.</param>
    /// <param name="precision">What the file computes in.</param>
    /// <param name="hasPresence">Whether the file has the input <c>presence</c>.</param>
    public static string Of(MultimodalModel model, Preprocessing preprocessing, IReadOnlyList<string> inputs, OnnxPrecision precision, bool hasPresence)
    {
        ModelDescription description = model.Description;
        return new JsonObject
        {
            ["version"] = Version,
            ["model"] = description.Name,
            ["baseline"] = model is VanillaModel,
            ["task"] = description.Task.ToString(),
            ["precision"] = precision.ToString().ToLowerInvariant(),
            ["standardises"] = preprocessing.Standardiser is not null,
            ["presence"] = hasPresence,
            ["outputs"] = description.Outputs,
            ["classes"] = description.PredictsNumber || preprocessing.ClassNames is not { } names ? null : Texts(names),
            ["thresholds"] = model.Thresholds is { } thresholds ? new JsonArray([.. thresholds.Select(threshold => (JsonNode)JsonValue.Create(threshold))]) : null,
            ["interval_ends"] = description.Task == TaskKind.Survival ? new JsonArray([.. EventIntervals.Of(description).Ends.Select(end => (JsonNode)JsonValue.Create(end))]) : null,
            ["experts"] = model is VanillaModel ? new JsonArray() : Texts(description.ExpertNames),
            ["modalities"] = new JsonArray([.. description.Modalities.Select(modality => (JsonNode)Modality(model, preprocessing, modality, inputs[modality.Index]))]),
        }.ToJsonString();
    }

    private static JsonObject Modality(MultimodalModel model, Preprocessing preprocessing, Modality modality, string input) => new()
    {
        ["name"] = modality.Name,
        ["input"] = input,
        ["shape"] = new JsonArray([.. modality.Shape.Select(length => (JsonNode)JsonValue.Create(length))]),
        ["vocabulary"] = modality.Vocabulary,
        ["own_length"] = modality.HasOwnLength,
        ["padding_id"] = (model.Parts!.Encoders.ElementAtOrDefault(modality.Index) as TextEncoderOptions)?.PaddingId,
        ["columns"] = preprocessing.FeatureNames.TryGetValue(modality.Name, out IReadOnlyList<string>? columns) ? Texts(columns) : null,
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)JsonValue.Create(text))]);
}
