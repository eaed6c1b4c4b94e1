using System.ComponentModel;

namespace I2MoE.Dsl;

/// <summary>An interaction expert of a model: its name and the interaction it stands for.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record Expert
{
    private Expert(string name, InteractionKind kind, Modality? modality)
    {
        Name = name;
        Kind = kind;
        Modality = modality;
    }

    /// <summary>The synergy expert.</summary>
    public static Expert Synergy { get; } = new("Synergy", InteractionKind.Synergy, null);

    /// <summary>The redundancy expert.</summary>
    public static Expert Redundancy { get; } = new("Redundancy", InteractionKind.Redundancy, null);

    /// <summary>Its name, for example <c>UniqueImage</c>: that of its member in the outputs and losses.</summary>
    public string Name { get; }

    /// <summary>Its interaction.</summary>
    public InteractionKind Kind { get; }

    /// <summary>The modality of a uniqueness expert; null for the others.</summary>
    public Modality? Modality { get; }

    /// <summary>What it is called in figures, for example <c>Unique Image</c>.</summary>
    public string Label => Modality is null ? Name : $"Unique {Modality.Name}";

    /// <summary>The uniqueness expert of a modality.</summary>
    /// <param name="modality">The modality.</param>
    public static Expert UniquenessOf(Modality modality)
    {
        ArgumentNullException.ThrowIfNull(modality);
        return new("Unique" + modality.Name, InteractionKind.Uniqueness, modality);
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
