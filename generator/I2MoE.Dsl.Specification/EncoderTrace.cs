using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification;

/// <summary>The shapes that a sample takes on its way through an encoder, as far as it gets.</summary>
/// <param name="Steps">The shapes after each block of layers, without the batch dimension; none for encoders whose sizes do not depend on the input's.</param>
/// <param name="Problem">Where and why the way ends, as a sentence; null where the sample reaches its embedding.</param>
/// <param name="Option">The option that would mend it; null where none would.</param>
public sealed record EncoderTrace(EquatableArray<EquatableArray<int>> Steps, string? Problem = null, string? Option = null)
{
    /// <summary>Follows a sample of <paramref name="modality"/> through its encoder. It never throws: what another rule reports has no steps.</summary>
    public static EncoderTrace Of(ModalitySpecification modality)
    {
        EquatableArray<int> input = EmbeddingShape.Input(modality);
        return modality.Encoders.Count == 1 && modality.Encoders[0].Definition is EncoderDefinition { Follow: { } follow } definition
            && input.Count > 0 && definition.Input.TakesRank(input.Count)
                ? follow(modality.Encoders[0], input)
                : new EncoderTrace(Steps: default);
    }
}
