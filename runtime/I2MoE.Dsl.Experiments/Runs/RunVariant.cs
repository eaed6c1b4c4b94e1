using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Experiments.Runs;

/// <summary>Which of the runs of a set one is.</summary>
/// <param name="IsBaseline">Whether it trains the vanilla baseline.</param>
/// <param name="Seed">The seed of everything but the split.</param>
/// <param name="Split">The seed of the split, where the command line names several; null for that of the experiment.</param>
internal sealed record RunVariant(bool IsBaseline, long Seed, int? Split = null)
{
    /// <summary>The name of its folder.</summary>
    public string FolderName => FormattableString.Invariant($"{(IsBaseline ? "vanilla-" : "")}{(Split is { } split ? $"split-{split}-" : "")}seed-{Seed}");

    /// <summary>The division of the data in words, for example <c>split 1</c>; empty for that of the experiment.</summary>
    public string Division => Split is { } split ? FormattableString.Invariant($"split {split}") : "";

    /// <summary>What it changes in the experiment.</summary>
    public IReadOnlyList<YamlOverride> Overrides => Split is { } split ? [new YamlOverride("data.split.seed", FormattableString.Invariant($"{split}"))] : [];
}
