using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>Merges what two files say, key by key. A component of another kind has other options, so it replaces the inherited one.</summary>
internal static class YamlMerge
{
    private const string ModalitiesKey = "modalities";

    /// <summary><paramref name="inherited"/> with what <paramref name="own"/> says in its place, both with their short forms written out.</summary>
    /// <param name="inherited">What counts where <paramref name="own"/> says nothing.</param>
    /// <param name="own">What counts.</param>
    /// <param name="problems">Takes the problems.</param>
    /// <param name="left">The keys that are not inherited.</param>
    public static YamlMapping Merge(YamlMapping inherited, YamlMapping own, YamlProblems problems, params string[] left)
    {
        YamlMapping written = YamlShortForms.WriteOut(inherited);

        // The kind of a source alone stands for the whole section: the split and the columns of another source mean nothing to it.
        bool replacesData = own.Find(DataReader.Key)?.Value is YamlScalar { IsNull: false } source && KindOfSource(written) != source.Text;
        YamlMapping given = YamlShortForms.WriteOut(own);
        return MergeKeys(YamlShortForms.WithoutReplaced(written, given), given, "", problems, replacesData ? [.. left, DataReader.Key] : left);
    }

    private static string? KindOfSource(YamlMapping experiment) =>
        experiment.Find(DataReader.Key)?.Value is YamlMapping data
        && data.Find(DataReader.SourceKey)?.Value is YamlMapping source
        && source.Find(YamlShortForms.KindKey)?.Value is YamlScalar kind ? kind.Text : null;

    private static YamlMapping MergeKeys(YamlMapping inherited, YamlMapping own, string key, YamlProblems problems, string[] left)
    {
        bool namesModalities = key is ModalitiesKey or DataReader.FeatureNamesKey or DataReader.SourcesKey;

        // Another range is another one, not one more.
        bool isSpace = key == SweepReader.SpaceKey;
        YamlMapping given = namesModalities ? InWordsOf(inherited, own, problems) : own;
        var merged = new YamlMapping(inherited.Place);
        foreach (YamlEntry entry in inherited.Entries.Where(entry => !left.Contains(entry.Key.Text)))
        {
            merged.Add(given.Find(entry.Key.Text) is not { } found ? entry : isSpace ? found : Merge(entry, found, problems));
        }

        foreach (YamlEntry entry in given.Entries.Where(entry => merged.Find(entry.Key.Text) is null))
        {
            merged.Add(entry);
        }

        return merged;
    }

    private static YamlEntry Merge(YamlEntry inherited, YamlEntry own, YamlProblems problems) =>
        inherited.Value is YamlMapping whole && own.Value is YamlMapping part && HasSameKind(whole, part)
            ? new YamlEntry(own.Key, MergeKeys(whole, part, own.Key.Text, problems, left: []))
            : own;

    private static bool HasSameKind(YamlMapping inherited, YamlMapping own) =>
        own.Find(YamlShortForms.KindKey) is not { } given
        || (inherited.Find(YamlShortForms.KindKey)?.Value is YamlScalar other && given.Value is YamlScalar kind && kind.Text == other.Text);

    // A modality that is spelt otherwise would be a second one: 'Right' beside 'right'.
    private static YamlMapping InWordsOf(YamlMapping inherited, YamlMapping own, YamlProblems problems)
    {
        var renamed = new YamlMapping(own.Place);
        foreach (YamlEntry entry in own.Entries)
        {
            string name = YamlNames.PascalCase(entry.Key.Text);
            YamlScalar? meant = inherited.Find(entry.Key.Text) is null && name.Length > 0
                ? inherited.Entries.Select(known => known.Key).FirstOrDefault(known => string.Equals(YamlNames.PascalCase(known.Text), name, StringComparison.OrdinalIgnoreCase))
                : null;
            if (meant is not null)
            {
                problems.Add(YamlRules.SameSpelling, entry.Key.Place, YamlText.Show(entry.Key.Text), YamlText.Show(meant.Text));
            }

            renamed.Add(meant is null ? entry : entry with { Key = entry.Key with { Text = meant.Text } });
        }

        return renamed;
    }
}
