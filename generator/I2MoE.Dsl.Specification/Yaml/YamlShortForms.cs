namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>
/// Writes out the values that may be a kind alone, <c>encoder: mlp</c> as <c>encoder: { kind: mlp }</c> and <c>data: random</c> as
/// <c>data: { source: { kind: random } }</c>, so that what another file says of them finds its place.
/// </summary>
internal static class YamlShortForms
{
    /// <summary>The key of a kind.</summary>
    public const string KindKey = "kind";

    /// <summary><paramref name="experiment"/> with its short forms written out.</summary>
    public static YamlMapping WriteOut(YamlMapping experiment) => Change(experiment, entry => entry.Key.Text switch
    {
        "task" or "fusion" => WithKind(entry.Value),
        "modalities" when entry.Value is YamlMapping modalities => Change(modalities, OfModality),
        DataReader.Key => OfData(entry.Value),
        _ => entry.Value,
    });

    private static YamlNode OfModality(YamlEntry modality) => modality.Value is YamlMapping options
        ? Change(options, entry => entry.Key.Text == "encoder" ? WithKind(entry.Value) : entry.Value)
        : modality.Value;

    private static YamlNode OfData(YamlNode data) => data switch
    {
        YamlMapping mapping => Change(mapping, entry => entry.Key.Text is DataReader.SourceKey or DataReader.SplitKey ? WithKind(entry.Value) : entry.Value),
        YamlScalar { IsNull: false } kind => Alone(kind, DataReader.SourceKey, WithKind(kind)),
        _ => data,
    };

    private static YamlNode WithKind(YamlNode value) => value is YamlScalar { IsNull: false } kind ? Alone(kind, KindKey, kind) : value;

    private static YamlMapping Alone(YamlScalar written, string key, YamlNode value)
    {
        var mapping = new YamlMapping(written.Place);
        mapping.Add(new YamlEntry(written with { Text = key }, value));
        return mapping;
    }

    private static YamlMapping Change(YamlMapping mapping, Func<YamlEntry, YamlNode> change)
    {
        var changed = new YamlMapping(mapping.Place) { HasRepeatedKeys = mapping.HasRepeatedKeys };
        foreach (YamlEntry entry in mapping.Entries)
        {
            changed.Add(entry with { Value = change(entry) });
        }

        return changed;
    }
}
