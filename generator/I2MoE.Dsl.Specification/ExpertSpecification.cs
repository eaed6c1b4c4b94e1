namespace I2MoE.Dsl.Specification;

/// <summary>An interaction expert of a model.</summary>
/// <param name="Kind">Its interaction.</param>
/// <param name="Modalities">Its own modalities: one of a uniqueness expert, two of a pair; none where the interaction is that of all.</param>
public sealed record ExpertSpecification(InteractionKind Kind, EquatableArray<string> Modalities)
{
    /// <summary>The synergy expert of all modalities.</summary>
    public static ExpertSpecification Synergy { get; } = new(InteractionKind.Synergy, default);

    /// <summary>The redundancy expert of all modalities.</summary>
    public static ExpertSpecification Redundancy { get; } = new(InteractionKind.Redundancy, default);

    /// <summary>Its name in generated code, for example <c>UniqueImage</c>.</summary>
    public string Name => ExpertNames.Of(Kind, Modalities);

    /// <summary>The modality of a uniqueness expert; null for the others.</summary>
    public string? Modality => Kind == InteractionKind.Uniqueness ? Modalities[0] : null;

    /// <summary>Whether it is the expert of a pair of modalities.</summary>
    public bool IsOfPair => Modalities.Count > 1;

    /// <summary>What it is called in a sentence.</summary>
    public string Phrase => PhraseWith(Modalities);

    /// <summary>The uniqueness expert of a modality.</summary>
    public static ExpertSpecification UniquenessOf(string modality) => new(InteractionKind.Uniqueness, new EquatableArray<string>([modality]));

    /// <summary>The expert of a pair of modalities.</summary>
    /// <param name="kind">Synergy or redundancy.</param>
    /// <param name="first">The modality that is declared first.</param>
    /// <param name="second">The other one.</param>
    public static ExpertSpecification OfPair(InteractionKind kind, string first, string second) => new(kind, new EquatableArray<string>([first, second]));

    /// <summary>What it is called in a sentence where its modalities are written in another way.</summary>
    /// <param name="modalities">Its modalities as they are to be written.</param>
    public string PhraseWith(IReadOnlyList<string> modalities) =>
        $"the {Kind.ToString().ToLowerInvariant()} expert{(modalities.Count == 0 ? "" : " of " + string.Join(" and ", modalities))}";
}
