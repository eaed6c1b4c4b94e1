using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Generators.Emission;

/// <summary>Writes the expressions that create encoders, as the catalogue describes their classes.</summary>
internal static class EncoderEmitter
{
    private const string PatchEmbedding = "PatchEmbedding";

    /// <summary>The encoder of <paramref name="modality"/> and, where it makes a vector and the fusion takes tokens, its patch embedding.</summary>
    public static IEnumerable<string> Create(EmittedModality modality, EmittedModel model)
    {
        var encoder = (EncoderDefinition)modality.Encoder.Definition;
        yield return encoder.RuntimeClass is { } runtimeClass ? Create(runtimeClass, encoder, modality, model) : Custom(modality, model);
        if (model.TakesPatches && encoder.Produces == EmbeddingKind.Vector)
        {
            yield return New(PatchEmbedding, [$"features: {model.EmbeddingDimText}", .. Embedding(model, withPatches: true)]);
        }
    }

    private static string Create(string runtimeClass, EncoderDefinition encoder, EmittedModality modality, EmittedModel model) => New(
        runtimeClass,
        [
            .. encoder.Sizes.Select((name, dimension) => (name, dimension)).Where(size => size.name.Length > 0).Select(size => $"{size.name}: {modality.SizeOf(size.dimension)}"),
            .. Embedding(model, encoder.MakesPatches),
            .. encoder.Options.Count > 0 ? [modality.OptionsField] : Array.Empty<string>(),
        ]);

    // A class that does not fit is an error of the user's, reported by the analyzer: here something must only compile.
    private static string Custom(EmittedModality modality, EmittedModel model) => modality.Encoder.HasFittingType(CustomEncoderOptions.Type)
        ? $"new {modality.Encoder.FindType(CustomEncoderOptions.Type)!.FullName}({modality.Field}, {model.EmbeddingDimText}, initializer)"
        : Create(LinearEncoderOptions.Definition.RuntimeClass!, LinearEncoderOptions.Definition, modality, model);

    private static IEnumerable<string> Embedding(EmittedModel model, bool withPatches)
    {
        if (withPatches)
        {
            yield return $"patches: {model.PatchesText}";
        }

        yield return $"embeddingDim: {model.EmbeddingDimText}";
    }

    private static string New(string runtimeClass, IEnumerable<string> arguments) =>
        $"new global::I2MoE.Dsl.Encoders.{runtimeClass}({string.Join(", ", arguments)}, initializer)";
}
