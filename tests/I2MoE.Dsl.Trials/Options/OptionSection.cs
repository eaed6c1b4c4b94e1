namespace I2MoE.Trials.Options;

/// <summary>A component of docs/options.md: what it is, and its options.</summary>
/// <param name="Title">The heading, for example <c>MlpEncoder</c> or <c>source: csv</c>.</param>
/// <param name="Kind">The kind in YAML, for example <c>mlp</c>.</param>
/// <param name="Summary">What the page says of it.</param>
/// <param name="Rows">Its options.</param>
internal sealed record OptionSection(string Title, string Kind, string Summary, IReadOnlyList<OptionRow> Rows)
{
    /// <summary>The option with a key; null where the page has none.</summary>
    public OptionRow? Row(string key) => Rows.FirstOrDefault(row => row.Key == key);
}
