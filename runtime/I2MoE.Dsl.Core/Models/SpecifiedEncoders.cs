using I2MoE.Dsl.Encoders;
using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using Catalogue = I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Models;

/// <summary>Creates the encoders that a specification names. To add an encoder, add an entry.</summary>
internal static class SpecifiedEncoders
{
    private delegate Encoder Creation(Modality modality, Component encoder, EmbeddingSize size, ParameterInitializer initializer);

    private static readonly Dictionary<ComponentDefinition, Creation> s_creations = new()
    {
        [Catalogue.LinearEncoderOptions.Definition] = (modality, _, size, initializer) => new LinearEncoder(modality.Shape[0], size.Dim, initializer),
        [Catalogue.MlpEncoderOptions.Definition] = (modality, encoder, size, initializer) => new MlpEncoder(modality.Shape[0], size.Dim, Bind<MlpEncoderOptions>(encoder), initializer),
        [Catalogue.PatchEncoderOptions.Definition] = (modality, _, size, initializer) => new PatchEmbedding(modality.Shape[0], size.Patches ?? 1, size.Dim, initializer),
        [Catalogue.MaxoutEncoderOptions.Definition] = (modality, encoder, size, initializer) => new MaxoutEncoder(modality.Shape[0], size.Dim, Bind<MaxoutEncoderOptions>(encoder), initializer),
        [Catalogue.PretrainedEncoderOptions.Definition] = (modality, _, size, initializer) => new PretrainedEncoder(modality.Shape[0], size.Dim, initializer),
        [Catalogue.Cnn1dEncoderOptions.Definition] = (modality, encoder, size, initializer) =>
            new Cnn1dEncoder(length: modality.Shape[0], features: modality.Shape[1], size.Dim, Bind<Cnn1dEncoderOptions>(encoder), initializer),
        [Catalogue.Cnn2dEncoderOptions.Definition] = (modality, encoder, size, initializer) =>
            new Cnn2dEncoder(channels: modality.Shape[0], height: modality.Shape[1], width: modality.Shape[2], size.Dim, Bind<Cnn2dEncoderOptions>(encoder), initializer),
        [Catalogue.Cnn3dEncoderOptions.Definition] = (modality, encoder, size, initializer) => new Cnn3dEncoder(channels: modality.Shape[0], size.Dim, Bind<Cnn3dEncoderOptions>(encoder), initializer),
        [Catalogue.Vgg11EncoderOptions.Definition] = (modality, encoder, size, initializer) => new Vgg11Encoder(channels: modality.Shape[0], size.Dim, Bind<Vgg11EncoderOptions>(encoder), initializer),
        [Catalogue.LstmEncoderOptions.Definition] = (modality, encoder, size, initializer) => new LstmEncoder(features: modality.Shape[1], size.Dim, Bind<LstmEncoderOptions>(encoder), initializer),
        [Catalogue.GruEncoderOptions.Definition] = (modality, encoder, size, initializer) => new GruEncoder(features: modality.Shape[1], size.Dim, Bind<GruEncoderOptions>(encoder), initializer),
        [Catalogue.TextEncoderOptions.Definition] = (_, encoder, size, initializer) => new TextEncoder(size.Dim, Bind<TextEncoderOptions>(encoder), initializer),
        [Catalogue.CustomEncoderOptions.Definition] = (modality, encoder, size, initializer) =>
            (Encoder)UserClasses.Create(encoder, Catalogue.CustomEncoderOptions.Type, modality, size.Dim, initializer),
    };

    /// <summary>Adds the encoder of a modality and, where it makes a vector and the fusion takes tokens, its patch embedding.</summary>
    public static void Add(EncoderSet encoders, Modality modality, Component encoder, EmbeddingSize size, ParameterInitializer initializer)
    {
        Encoder created = s_creations[encoder.Definition](modality, encoder, size, initializer);
        bool needsPatches = size.Patches is not null && encoder.Definition is EncoderDefinition { Produces: EmbeddingKind.Vector };
        encoders.Add(modality, created, needsPatches ? new PatchEmbedding(size.Dim, size.Patches!.Value, size.Dim, initializer) : null);
    }

    private static T Bind<T>(Component encoder)
        where T : new() => ComponentOptions.Bind<T>(encoder);
}
