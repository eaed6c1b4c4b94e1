using System.ComponentModel;
using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl;

/// <summary>An interaction expert of a model: its name and the interaction it stands for.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record Expert
{
    private readonly (Modality First, Modality Second)? _pair;

    private Expert(InteractionKind kind, Modality? modality, (Modality First, Modality Second)? pair = null)
    {
        Kind = kind;
        Modality = modality;
        _pair = pair;
        Name = ExpertNames.Of(kind, [.. Modalities.Select(own => own.Name)]);
    }

    /// <summary>The synergy expert of all modalities.</summary>
    public static Expert Synergy { get; } = new(InteractionKind.Synergy, null);

    /// <summary>The redundancy expert of all modalities.</summary>
    public static Expert Redundancy { get; } = new(InteractionKind.Redundancy, null);

    /// <summary>Its name, for example <c>UniqueImage</c> or <c>Synergy_Image_Text</c>: that of its member in the outputs and losses.</summary>
    public string Name { get; }

    /// <summary>Its interaction.</summary>
    public InteractionKind Kind { get; }

    /// <summary>The modality of a uniqueness expert; null for the others.</summary>
    public Modality? Modality { get; }

    /// <summary>Its own modalities: one of a uniqueness expert, two of a pair; none where the interaction is that of all.</summary>
    public IReadOnlyList<Modality> Modalities => _pair is (var first, var second) ? [first, second] : Modality is { } own ? [own] : [];

    /// <summary>Whether it is the expert of a pair of modalities.</summary>
    public bool IsOfPair => _pair is not null;

    /// <summary>What it is called in figures, for example <c>Unique Image</c> or <c>Synergy Image + Text</c>.</summary>
    public string Label => Modality is { } own ? $"Unique {own.Name}" : _pair is (var first, var second) ? $"{Kind} {first.Name} + {second.Name}" : Name;

    /// <summary>The places of its own modalities.</summary>
    internal ModalitySet Own => ModalitySet.Of([.. Modalities.Select(own => own.Index)]);

    /// <summary>The uniqueness expert of a modality.</summary>
    /// <param name="modality">The modality.</param>
    public static Expert UniquenessOf(Modality modality)
    {
        ArgumentNullException.ThrowIfNull(modality);
        return new(InteractionKind.Uniqueness, modality);
    }

    /// <summary>The synergy expert of a pair of modalities.</summary>
    /// <param name="first">The modality that is declared first.</param>
    /// <param name="second">The other one.</param>
    public static Expert SynergyOf(Modality first, Modality second) => OfPair(InteractionKind.Synergy, first, second);

    /// <summary>The redundancy expert of a pair of modalities.</summary>
    /// <param name="first">The modality that is declared first.</param>
    /// <param name="second">The other one.</param>
    public static Expert RedundancyOf(Modality first, Modality second) => OfPair(InteractionKind.Redundancy, first, second);

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static Expert OfPair(InteractionKind kind, Modality first, Modality second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return new(kind, null, (first, second));
    }
}
