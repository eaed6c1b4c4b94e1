namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>A fusion backbone of the catalogue.</summary>
public sealed class FusionDefinition : ComponentDefinition
{
    private readonly EmbeddingKind? _consumes;
    private readonly Option<EmbeddingKind>? _choice;

    internal FusionDefinition(string kind, string attributeName, string summary, EmbeddingKind consumes, params Option[] options)
        : base(Section.Fusion, kind, attributeName, summary, options)
    {
        _consumes = consumes;
    }

    internal FusionDefinition(string kind, string attributeName, string summary, Option<EmbeddingKind> consumes, params Option[] options)
        : base(Section.Fusion, kind, attributeName, summary, options)
    {
        _choice = consumes;
    }

    /// <summary>
    /// The runtime class; null for a class of the user's. It is created with the numbers of experts, modalities and outputs, its options and the initializer.
    /// </summary>
    public string? RuntimeClass { get; internal init; }

    /// <summary>The option of the size D of the embeddings that the fusion takes.</summary>
    public required Option<int> HiddenDim { get; init; }

    /// <summary>The option of the number P of patches that the fusion takes; null where it takes vectors only.</summary>
    public Option<int>? Patches { get; internal init; }

    /// <summary>The options of the number of attention heads and of the width that they share; null for a fusion without attention.</summary>
    internal (Option<int> Heads, Option<int> Width)? Attention { get; init; }

    /// <summary>Counts the layers of one copy: their parameters and memory. Null where nobody knows, for a class of the user's.</summary>
    internal Action<FusionSizes>? Count { get; init; }

    /// <summary>What <paramref name="fusion"/>, a component of this definition, takes from the encoders.</summary>
    public EmbeddingKind Consumes(Component fusion) =>
        _consumes ?? (fusion.Get((Option)_choice!) is EmbeddingKind.Vector or (int)EmbeddingKind.Vector ? EmbeddingKind.Vector : EmbeddingKind.Tokens);

    /// <summary>Whether the embeddings of <paramref name="encoder"/> fit <paramref name="fusion"/>: a vector can be split into patches, but patches are no vector.</summary>
    public bool Accepts(EncoderDefinition encoder, Component fusion) => Fits(encoder, Consumes(fusion));

    /// <summary>Whether the embeddings of <paramref name="encoder"/> fit, by some choice of options where it depends on them.</summary>
    public bool CanAccept(EncoderDefinition encoder) => Fits(encoder, _consumes ?? EmbeddingKind.Tokens);

    private static bool Fits(EncoderDefinition encoder, EmbeddingKind consumed) =>
        consumed == EmbeddingKind.Tokens || encoder.Produces == EmbeddingKind.Vector;
}
