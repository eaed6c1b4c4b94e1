namespace I2MoE.Dsl.Specification;

/// <summary>An interaction expert of a model.</summary>
/// <param name="Name">Its name in generated code, for example <c>UniqueImage</c>.</param>
/// <param name="Modality">The modality of a uniqueness expert; null for the synergy and the redundancy expert.</param>
public sealed record ExpertSpecification(string Name, string? Modality)
{
    /// <summary>The synergy expert.</summary>
    public static ExpertSpecification Synergy { get; } = new("Synergy", null);

    /// <summary>The redundancy expert.</summary>
    public static ExpertSpecification Redundancy { get; } = new("Redundancy", null);

    /// <summary>The uniqueness expert of a modality.</summary>
    public static ExpertSpecification UniquenessOf(string modality) => new("Unique" + modality, modality);

    /// <summary>What it is called in a sentence.</summary>
    public string Phrase => Modality is null ? $"the {Name.ToLowerInvariant()} expert" : $"the uniqueness expert of {Modality}";
}
