using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Generators.Emission;

/// <summary>Writes the expressions that create encoders. To add an encoder, add an entry.</summary>
internal static class EncoderEmitter
{
    private delegate string Creation(EmittedModality modality, EmittedModel model);

    private static readonly Dictionary<ComponentDefinition, Creation> s_creations = new()
    {
        [LinearEncoderOptions.Definition] = Linear,
        [MlpEncoderOptions.Definition] = Create("MlpEncoder", "features"),
        [PatchEncoderOptions.Definition] = (modality, model) => PatchEmbedding(modality.Features, model),
        [MaxoutEncoderOptions.Definition] = Create("MaxoutEncoder", "features"),
        [PretrainedEncoderOptions.Definition] = Create("PretrainedEncoder", "features"),
        [Cnn1dEncoderOptions.Definition] = Create("Cnn1dEncoder", "length", "features"),
        [Cnn2dEncoderOptions.Definition] = Create("Cnn2dEncoder", "channels", "height", "width"),
        [Cnn3dEncoderOptions.Definition] = Create("Cnn3dEncoder", "channels"),
        [Vgg11EncoderOptions.Definition] = Create("Vgg11Encoder", "channels"),
        [LstmEncoderOptions.Definition] = Create("LstmEncoder", "", "features"),
        [GruEncoderOptions.Definition] = Create("GruEncoder", "", "features"),
        [TextEncoderOptions.Definition] = Create("TextEncoder"),
        [CustomEncoderOptions.Definition] = Custom,
    };

    /// <summary>The encoder of <paramref name="modality"/> and, where it makes a vector and the fusion takes tokens, its patch embedding.</summary>
    public static IEnumerable<string> Create(EmittedModality modality, EmittedModel model)
    {
        yield return s_creations[modality.Encoder.Definition](modality, model);
        if (model.Patches is not null && modality.Encoder.Definition is EncoderDefinition { Produces: EmbeddingKind.Vector })
        {
            yield return PatchEmbedding(model.EmbeddingDim, model);
        }
    }

    /// <summary>
    /// How the runtime class <paramref name="className"/> is created: with the sizes of the sample's dimensions for the parameters
    /// <paramref name="sizes"/> (an empty name leaves a dimension out), the size of the embedding, its options where it has any, and the initializer.
    /// </summary>
    private static Creation Create(string className, params string[] sizes) => (modality, model) =>
    {
        List<string> arguments = [.. sizes.Select((name, dimension) => (name, dimension)).Where(size => size.name.Length > 0).Select(size => $"{size.name}: {Literals.Of(modality.Size(size.dimension))}")];
        arguments.Add($"embeddingDim: {Literals.Of(model.EmbeddingDim)}");
        if (modality.Encoder.Definition.Options.Count > 0)
        {
            arguments.Add(OptionFieldsEmitter.Creation(modality.Encoder));
        }

        return $"new global::I2MoE.Dsl.Encoders.{className}({string.Join(", ", arguments)}, initializer)";
    };

    private static string Linear(EmittedModality modality, EmittedModel model) =>
        $"new global::I2MoE.Dsl.Encoders.LinearEncoder(features: {Literals.Of(modality.Features)}, embeddingDim: {Literals.Of(model.EmbeddingDim)}, initializer)";

    // A class that does not fit is an error of the user's, reported by the analyzer: here something must only compile.
    private static string Custom(EmittedModality modality, EmittedModel model) => modality.Encoder.HasFittingType(CustomEncoderOptions.Type)
        ? $"new {modality.Encoder.FindType(CustomEncoderOptions.Type)!.FullName}({modality.Field}, {Literals.Of(model.EmbeddingDim)}, initializer)"
        : Linear(modality, model);

    private static string PatchEmbedding(int features, EmittedModel model) =>
        $"new global::I2MoE.Dsl.Encoders.PatchEmbedding(features: {Literals.Of(features)}, patches: {Literals.Of(model.Patches ?? 1)}, embeddingDim: {Literals.Of(model.EmbeddingDim)}, initializer)";
}
