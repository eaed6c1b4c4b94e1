using I2MoE.Dsl.Models;

namespace I2MoE.Dsl.Losses;

/// <summary>Which expert of a bank is of which kind.</summary>
/// <param name="Uniqueness">The places of the uniqueness experts.</param>
/// <param name="Synergy">The place of the synergy expert; null where there is none.</param>
/// <param name="Redundancy">The place of the redundancy expert; null where there is none.</param>
public sealed record EvidenceLayout(IReadOnlyList<int> Uniqueness, int? Synergy, int? Redundancy)
{
    /// <summary>The layout of a model.</summary>
    /// <param name="description">The model; the names of its experts say their kinds.</param>
    public static EvidenceLayout Of(ModelDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        string[] names = [.. description.Experts];
        int synergy = Array.IndexOf(names, nameof(Synergy));
        int redundancy = Array.IndexOf(names, nameof(Redundancy));
        return new EvidenceLayout(
            [.. Enumerable.Range(0, names.Length).Where(expert => expert != synergy && expert != redundancy)],
            synergy < 0 ? null : synergy,
            redundancy < 0 ? null : redundancy);
    }
}
