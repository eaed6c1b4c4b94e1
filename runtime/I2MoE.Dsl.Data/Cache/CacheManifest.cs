namespace I2MoE.Dsl.Data.Cache;

/// <summary>What a cache holds.</summary>
/// <param name="Version">The version of what is written; another one is made anew.</param>
/// <param name="Description">What was read, and how.</param>
/// <param name="Sources">The files that were read.</param>
/// <param name="Modalities">The values of the modalities in order.</param>
/// <param name="Labels">The labels.</param>
/// <param name="HasLabels">Whether they mean anything.</param>
/// <param name="ClassNames">The names of the classes or labels; null where they have none.</param>
/// <param name="Lost">What the values lost when they became 32-bit numbers; null where nothing is lost that matters.</param>
internal sealed record CacheManifest(
    int Version,
    string Description,
    IReadOnlyList<CachedSource> Sources,
    IReadOnlyList<CachedTensor> Modalities,
    CachedTensor Labels,
    bool HasLabels,
    IReadOnlyList<string>? ClassNames,
    string? Lost)
{
    /// <summary>The version that is written.</summary>
    public const int Current = 3;
}
