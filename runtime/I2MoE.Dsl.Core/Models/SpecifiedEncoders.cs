using System.Reflection;
using I2MoE.Dsl.Encoders;
using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using Catalogue = I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Models;

/// <summary>Creates the encoders that a specification names, as the catalogue describes their classes.</summary>
internal static class SpecifiedEncoders
{
    /// <summary>Adds the encoder of a modality and, where it makes a vector and the fusion takes tokens, its patch embedding.</summary>
    public static void Add(EncoderSet encoders, Modality modality, Component encoder, EmbeddingSize size, ParameterInitializer initializer)
    {
        var definition = (EncoderDefinition)encoder.Definition;
        Encoder created = Create(modality, encoder, size, initializer);
        bool needsPatches = size.Patches is not null && definition.Produces == EmbeddingKind.Vector;
        encoders.Add(modality, created, needsPatches ? new PatchEmbedding(size.Dim, size.Patches!.Value, size.Dim, initializer) : null);
    }

    /// <summary>Creates the encoder of a modality.</summary>
    public static Encoder Create(Modality modality, Component encoder, EmbeddingSize size, ParameterInitializer initializer)
    {
        var definition = (EncoderDefinition)encoder.Definition;
        return definition.RuntimeClass is { } name
            ? (Encoder)RuntimeClass.Of<Encoder>(name).Create(parameter => Argument(parameter, definition, modality, encoder, size, initializer))
            : (Encoder)UserClasses.Create(encoder, Catalogue.CustomEncoderOptions.Type, modality, size.Dim, initializer);
    }

    private static object Argument(ParameterInfo parameter, EncoderDefinition definition, Modality modality, Component encoder, EmbeddingSize size, ParameterInitializer initializer)
    {
        switch (parameter.Name)
        {
            case "initializer":
                return initializer;
            case "options":
                return ComponentOptions.Bind(encoder, parameter.ParameterType);
            case "embeddingDim":
                return size.Dim;
            case "patches":
                return size.Patches ?? 1;
            default:
                int dimension = definition.Sizes.ToList().IndexOf(parameter.Name!);
                return dimension >= 0 ? modality.EncodedShape[dimension] : throw new MissingMemberException(definition.RuntimeClass, parameter.Name);
        }
    }
}
