using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Generators.Emission;

/// <summary>Writes the expressions that create encoders. To add an encoder, add an entry.</summary>
internal static class EncoderEmitter
{
    private delegate string Creation(EmittedModality modality, EmittedModel model);

    private static readonly Dictionary<ComponentDefinition, Creation> s_creations = new()
    {
        [LinearEncoderOptions.Definition] = Linear,
        [MlpEncoderOptions.Definition] = (modality, model) =>
            $"new global::I2MoE.Dsl.Encoders.MlpEncoder(features: {Literals.Of(modality.Features)}, embeddingDim: {Literals.Of(model.EmbeddingDim)}, {OptionFieldsEmitter.Creation(modality.Encoder)}, initializer)",
        [PatchEncoderOptions.Definition] = (modality, model) => PatchEmbedding(modality.Features, model),
        [CustomEncoderOptions.Definition] = (modality, model) => modality.Encoder.HasFittingType(CustomEncoderOptions.Type)
            ? $"new {modality.Encoder.FindType(CustomEncoderOptions.Type)!.FullName}({modality.Field}, {Literals.Of(model.EmbeddingDim)}, initializer)"
            : Linear(modality, model),
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

    private static string Linear(EmittedModality modality, EmittedModel model) =>
        $"new global::I2MoE.Dsl.Encoders.LinearEncoder(features: {Literals.Of(modality.Features)}, embeddingDim: {Literals.Of(model.EmbeddingDim)}, initializer)";

    private static string PatchEmbedding(int features, EmittedModel model) =>
        $"new global::I2MoE.Dsl.Encoders.PatchEmbedding(features: {Literals.Of(features)}, patches: {Literals.Of(model.Patches ?? 1)}, embeddingDim: {Literals.Of(model.EmbeddingDim)}, initializer)";
}
