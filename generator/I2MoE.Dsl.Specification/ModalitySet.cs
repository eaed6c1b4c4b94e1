namespace I2MoE.Dsl.Specification;

/// <summary>A set of modalities by their places, at most 32: those that a masking pass replaces.</summary>
/// <param name="Bits">Bit i is set where it has the modality in place i.</param>
public readonly record struct ModalitySet(uint Bits)
{
    /// <summary>No modality.</summary>
    public static ModalitySet None => default;

    /// <summary>Whether it has no modality.</summary>
    public bool IsEmpty => Bits == 0;

    /// <summary>The places of its modalities, in their order.</summary>
    public IEnumerable<int> Places
    {
        get
        {
            uint bits = Bits;
            return Enumerable.Range(0, 32).Where(place => ((bits >> place) & 1) == 1);
        }
    }

    /// <summary>The set of the modalities in <paramref name="places"/>.</summary>
    public static ModalitySet Of(params int[] places) => new(places.Aggregate(0u, (bits, place) => bits | (1u << place)));

    /// <summary>The first <paramref name="count"/> modalities.</summary>
    public static ModalitySet First(int count) => Of([.. Enumerable.Range(0, count)]);

    /// <summary>Whether the modality in <paramref name="place"/> is one of them.</summary>
    public bool Contains(int place) => ((Bits >> place) & 1) == 1;

    /// <summary>Whether all of them are in <paramref name="other"/>.</summary>
    public bool IsWithin(ModalitySet other) => (Bits & ~other.Bits) == 0;

    /// <summary>Those of them that are not in <paramref name="other"/>.</summary>
    public ModalitySet Without(ModalitySet other) => new(Bits & ~other.Bits);
}
