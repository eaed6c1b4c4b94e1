namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>An encoder of the catalogue.</summary>
public sealed class EncoderDefinition : ComponentDefinition
{
    internal EncoderDefinition(string kind, string attributeName, string summary, EmbeddingKind produces, EncoderInput input, params Option[] options)
        : base(Section.Encoder, kind, attributeName, summary, options)
    {
        Produces = produces;
        Input = input;
    }

    /// <summary>What it makes. A vector is split into patches by a patch embedding where the fusion takes tokens.</summary>
    public EmbeddingKind Produces { get; }

    /// <summary>What one sample of its input is.</summary>
    public EncoderInput Input { get; }

    /// <summary>
    /// The runtime class; null for a class of the user's. It is created with the sizes of a sample (<see cref="Sizes"/>), <c>patches</c> where it
    /// <see cref="MakesPatches"/>, <c>embeddingDim</c>, its options, where there are any, and the initializer.
    /// </summary>
    public string? RuntimeClass { get; internal init; }

    /// <summary>The parameters that take the sizes of a sample, one a dimension; an empty name leaves a dimension out, those at the end need none.</summary>
    public IReadOnlyList<string> Sizes { get; internal init; } = [];

    /// <summary>Whether its constructor takes the number of patches.</summary>
    public bool MakesPatches => Produces == EmbeddingKind.Tokens;

    /// <summary>
    /// Counts the layers of a component with options and a sample that fit, up to vectors of the width given last: their parameters and memory. Null where
    /// nobody knows, for a class of the user's.
    /// </summary>
    internal Action<EncoderLayers, Component, EquatableArray<int>, int>? Count { get; init; }

    /// <summary>The option of the channels of its blocks; null where it has none to choose.</summary>
    internal Option<EquatableArray<int>>? Channels { get; init; }

    /// <summary>The option that switches its batch normalisation; null where there is none.</summary>
    internal Option<bool>? BatchNorm { get; init; }

    /// <summary>Whether it takes sequences that end before their last step, and sees nothing of what follows.</summary>
    public bool TakesLengths { get; internal init; }

    /// <summary>Whether it takes vectors in which levels of categories were replaced by vectors that are learned.</summary>
    public bool TakesEmbeddedLevels { get; internal init; }

    /// <summary>Follows a sample of the right number of dimensions through the layers; null for encoders that take every size.</summary>
    internal Func<Component, EquatableArray<int>, EncoderTrace>? Follow { get; init; }
}
