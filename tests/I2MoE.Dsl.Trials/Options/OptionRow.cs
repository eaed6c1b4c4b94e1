namespace I2MoE.Trials.Options;

/// <summary>A line of a table in docs/options.md.</summary>
/// <param name="Key">The key in YAML.</param>
/// <param name="Type">The type, in the words of the page.</param>
/// <param name="Default">The default, in the words of the page.</param>
/// <param name="Allowed">What is allowed, in the words of the page.</param>
/// <param name="Purpose">What it is for.</param>
internal sealed record OptionRow(string Key, string Type, string Default, string Allowed, string Purpose)
{
    /// <summary>Whether the page says that it must be given.</summary>
    public bool IsRequired => Purpose.Contains("must be given", StringComparison.Ordinal);

    /// <summary>The numbers that are allowed; null where it is no number.</summary>
    public OptionRange? Range => OptionRange.Read(Allowed);

    /// <summary>Whether it is one of several words, which stand with small letters and underscores in YAML.</summary>
    public bool IsChoice => Type.StartsWith('`');

    /// <summary>The words of a choice as they stand in YAML.</summary>
    public IReadOnlyList<string> Choices => [.. Allowed.Split(", ").Select(word => string.Concat(word.Select((letter, i) => char.IsUpper(letter) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(letter) : $"{letter}")))];
}
