namespace I2MoE.Dsl.Specification;

/// <summary>
/// Which masking passes an expert learns from: those that leave it what its interaction needs, where its output is to stay, and those that take it away,
/// where its output is to change. A pass is the set of the modalities that it masks.
/// </summary>
/// <param name="Keep">The passes that leave it what it needs; none where only the full pass does.</param>
/// <param name="Lose">The passes that take away what it needs.</param>
public sealed record ExpertPassNeeds(EquatableArray<ModalitySet> Keep, EquatableArray<ModalitySet> Lose)
{
    /// <summary>The passes of one expert.</summary>
    /// <param name="kind">Its interaction.</param>
    /// <param name="own">Its own modalities: none where the interaction is that of all.</param>
    /// <param name="modalities">The number of modalities of the model.</param>
    /// <param name="isAlone">
    /// Whether what one modality tells is what it tells alone (layouts with pairs, objectives <c>Evidence</c> and <c>Measured</c>), and not what is told
    /// without any single other one, which two of three may do that tell nothing by themselves.
    /// </param>
    public static ExpertPassNeeds Of(InteractionKind kind, ModalitySet own, int modalities, bool isAlone)
    {
        var all = ModalitySet.First(modalities);
        ModalitySet[] each = [.. all.Places.Select(place => ModalitySet.Of(place))];
        ModalitySet[] ofOwn = [.. own.Places.Select(place => ModalitySet.Of(place))];
        return (kind, ofOwn.Length) switch
        {
            (InteractionKind.Uniqueness, _) => new(Sets(isAlone ? [all.Without(own)] : each.Where(set => set != own)), Sets([own])),
            (InteractionKind.Synergy, 0) => new(default, Sets(each)),
            (InteractionKind.Synergy, _) => new(Sets([all.Without(own)]), Sets(ofOwn)),
            (_, 0) => new(Sets(isAlone ? each.Select(all.Without) : each), default),
            _ => new(Sets(ofOwn.Select(all.Without)), Sets([own])),
        };
    }

    private static EquatableArray<ModalitySet> Sets(IEnumerable<ModalitySet> sets) => sets.ToEquatableArray();
}
