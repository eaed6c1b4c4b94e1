namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>Merges what two files say, key by key. A component of another kind has other options, so it replaces the inherited one.</summary>
internal static class YamlMerge
{
    private const string KindKey = "kind";

    // The keys whose value may be a kind alone.
    private static readonly string[] s_kinds = ["task", "fusion", "encoder", "source", "split"];

    /// <summary><paramref name="inherited"/> with what <paramref name="own"/> says in its place.</summary>
    /// <param name="inherited">What counts where <paramref name="own"/> says nothing.</param>
    /// <param name="own">What counts.</param>
    /// <param name="left">The keys that are not inherited.</param>
    public static YamlMapping Merge(YamlMapping inherited, YamlMapping own, params string[] left)
    {
        var merged = new YamlMapping(inherited.Place);
        foreach (YamlEntry entry in inherited.Entries.Where(entry => !left.Contains(entry.Key.Text)))
        {
            merged.Add(own.Find(entry.Key.Text) is { } given ? Merge(entry, given) : entry);
        }

        foreach (YamlEntry entry in own.Entries.Where(entry => merged.Find(entry.Key.Text) is null))
        {
            merged.Add(entry);
        }

        return merged;
    }

    private static YamlEntry Merge(YamlEntry inherited, YamlEntry own)
    {
        YamlNode value = inherited.Value;
        if (value is YamlScalar { IsNull: false } kind && s_kinds.Contains(own.Key.Text))
        {
            var alone = new YamlMapping(kind.Place);
            alone.Add(new YamlEntry(kind with { Text = KindKey }, kind));
            value = alone;
        }

        return value is YamlMapping inheritedMapping && own.Value is YamlMapping mapping && HasSameKind(inheritedMapping, mapping)
            ? new YamlEntry(own.Key, Merge(inheritedMapping, mapping))
            : own;
    }

    private static bool HasSameKind(YamlMapping inherited, YamlMapping own) =>
        own.Find(KindKey) is not { } given
        || (inherited.Find(KindKey)?.Value is YamlScalar other && given.Value is YamlScalar kind && kind.Text == other.Text);
}
