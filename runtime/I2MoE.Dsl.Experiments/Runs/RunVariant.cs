using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Experiments.Runs;

/// <summary>Which of the runs of a set one is.</summary>
/// <param name="IsBaseline">Whether it trains the vanilla baseline.</param>
/// <param name="Seed">The seed of everything but the split.</param>
/// <param name="Split">The seed of the split, where the command line names several; null for that of the experiment.</param>
/// <param name="Fold">The fold for testing, where the command line divides into folds; null otherwise.</param>
/// <param name="Folds">The number of folds; null where it does not.</param>
internal sealed record RunVariant(bool IsBaseline, long Seed, long? Split = null, int? Fold = null, int? Folds = null)
{
    /// <summary>The name of its folder.</summary>
    public string FolderName => string.Join('-', [.. IsBaseline ? ["vanilla"] : (string[])[], .. Parts('-'), FormattableString.Invariant($"seed-{Seed}")]);

    /// <summary>The division of the data in words, for example <c>split 1, fold 0</c>; empty for that of the experiment.</summary>
    public string Division => string.Join(", ", Parts(' '));

    /// <summary>What it changes in the experiment.</summary>
    public IReadOnlyList<YamlOverride> Overrides =>
    [
        .. Split is { } split ? [Change("seed", split)] : (YamlOverride[])[],
        .. Folds is { } folds ? [Change("folds", folds), Change("fold", Fold!.Value)] : (YamlOverride[])[],
    ];

    private static YamlOverride Change(string key, long value) => new($"data.split.{key}", FormattableString.Invariant($"{value}"));

    private string[] Parts(char between) =>
    [
        .. Split is { } split ? [FormattableString.Invariant($"split{between}{split}")] : (string[])[],
        .. Fold is { } fold ? [FormattableString.Invariant($"fold{between}{fold}")] : (string[])[],
    ];
}
