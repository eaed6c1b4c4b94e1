using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification;

/// <summary>
/// The shapes that follow from a declaration, without the batch dimension. They never throw: where the declaration does not determine a
/// shape, or a value is out of range, the shape is empty.
/// </summary>
public static class EmbeddingShape
{
    /// <summary>The shape of one sample of <paramref name="modality"/>: <c>[Features]</c>, or <c>Shape</c> as given; empty where neither or both are given.</summary>
    public static EquatableArray<int> Input(ModalitySpecification modality)
    {
        int? features = modality.Options.ValidInteger(ModalityOptions.Features);
        if (modality.Options.ValidList(ModalityOptions.Shape) is not { } shape)
        {
            return default;
        }

        return (features, shape.Count) switch
        {
            (int count, 0) => new EquatableArray<int>([count]),
            (null, _) when !modality.Options.IsGiven(ModalityOptions.Features) => shape,
            _ => default,
        };
    }

    /// <summary>The shape of what the encoder of <paramref name="modality"/> takes: that of a sample, with each column of embedded levels as wide as its vector.</summary>
    public static EquatableArray<int> Encoded(ModalitySpecification modality)
    {
        EquatableArray<int> input = Input(modality);
        return input is [int features] && Levels(modality) is { } levels && levels.Sum(count => (long)count) is var embedded && embedded <= features
            ? new EquatableArray<int>([features - (int)embedded + (levels.Count * modality.Options.Get(ModalityOptions.Embedding))])
            : input;
    }

    /// <summary>How many features each column of embedded levels has; null where no levels are embedded.</summary>
    public static EquatableArray<int>? Levels(ModalitySpecification modality) =>
        modality.Options.ValidInteger(ModalityOptions.Embedding) is > 0 && modality.Options.ValidList(ModalityOptions.Levels) is { Count: > 0 } levels ? levels : null;

    /// <summary>The shape of every modality's embedding before <paramref name="fusion"/>: <c>[P, D]</c> where it takes tokens, otherwise <c>[D]</c>.</summary>
    public static EquatableArray<int> Embedding(Component? fusion)
    {
        if (fusion?.Definition is not FusionDefinition definition || HiddenSize(fusion) is not int hiddenSize)
        {
            return default;
        }

        if (definition.Consumes(fusion) == EmbeddingKind.Vector)
        {
            return new EquatableArray<int>([hiddenSize]);
        }

        return Patches(fusion) is int patches ? new EquatableArray<int>([patches, hiddenSize]) : default;
    }

    /// <summary>
    /// How many of <paramref name="patches"/> patches hold a number of a vector of <paramref name="features"/>: it is cut into runs of
    /// equal length; the last run is padded, and what lies behind it is padding only.
    /// </summary>
    internal static int FilledPatches(int features, int patches) => DivideUp(features, DivideUp(features, patches));

    private static int DivideUp(int dividend, int divisor) => ((dividend - 1) / divisor) + 1;

    internal static int? HiddenSize(Component fusion) => fusion.Definition is FusionDefinition definition ? fusion.ValidInteger(definition.HiddenDim) : null;

    internal static int? Patches(Component fusion) => fusion.Definition is FusionDefinition { Patches: { } patches } ? fusion.ValidInteger(patches) : null;
}
