using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>
/// Writes out the values that may be a kind alone, <c>encoder: mlp</c> as <c>encoder: { kind: mlp }</c> and <c>data: random</c> as
/// <c>data: { source: { kind: random } }</c>, so that what another file says of them finds its place.
/// </summary>
internal static class YamlShortForms
{
    /// <summary>The key of a kind.</summary>
    public const string KindKey = "kind";

    private const string EncoderKey = "encoder";
    private const string FreezeKey = "freeze";

    private static readonly IReadOnlyList<(Option Option, string Flag)> s_words =
        [.. OptionCatalogue.All.SelectMany(definition => definition.Options.Where(option => option.WordOption is not null).Select(option => (option, definition.FindOption(option.WordOption!)!.YamlName)))];

    /// <summary><paramref name="experiment"/> with its short forms written out.</summary>
    public static YamlMapping WriteOut(YamlMapping experiment) => Change(experiment, entry => entry.Key.Text switch
    {
        "task" => OfWords(WithKind(entry.Value)),
        "fusion" => WithKind(entry.Value),
        "experts" => OfWords(entry.Value),
        "modalities" when entry.Value is YamlMapping modalities => Change(modalities, OfModality),
        DataReader.Key => OfData(entry.Value),
        "training" when entry.Value is YamlMapping training => OfGroups(training, TrainingOptions.Definition),
        _ => entry.Value,
    });

    /// <summary><paramref name="inherited"/> without the values in whose place <paramref name="own"/> has a word, both written out.</summary>
    public static YamlMapping WithoutReplaced(YamlMapping inherited, YamlMapping own) => Change(inherited, entry =>
        entry.Key.Text is "task" or "experts" && entry.Value is YamlMapping whole && own.Find(entry.Key.Text)?.Value is YamlMapping part
            ? s_words.Where(word => part.Find(word.Flag)?.Value is YamlScalar { Text: "true" } && part.Find(word.Option.YamlName) is null)
                .Aggregate(whole, (kept, word) => kept.Find(word.Option.YamlName) is { } replaced ? Without(kept, replaced) : kept)
            : entry.Value);

    // class_weights: balanced as balanced_class_weights: true, and weights as such that are not balanced, so that what is merged last counts. What says
    // both stays for the reader to say so.
    private static YamlNode OfWords(YamlNode component)
    {
        if (component is not YamlMapping mapping)
        {
            return component;
        }

        var changed = new YamlMapping(mapping.Place) { HasRepeatedKeys = mapping.HasRepeatedKeys };
        foreach (YamlEntry entry in mapping.Entries)
        {
            if (s_words.FirstOrDefault(word => word.Option.YamlName == entry.Key.Text) is not { Option: { } option, Flag: { } flag } || mapping.Find(flag) is not null)
            {
                changed.Add(entry);
                continue;
            }

            bool isWord = entry.Value is YamlScalar { IsNull: false } scalar && scalar.Text == option.Word;
            YamlPlace place = entry.Value.Place;
            if (!isWord)
            {
                changed.Add(entry);
            }

            changed.Add(new YamlEntry(entry.Key with { Text = flag }, new YamlScalar(place, isWord ? "true" : "false", IsQuoted: false)));
        }

        return changed;
    }

    private static YamlNode OfModality(YamlEntry modality) => modality.Value is YamlMapping options
        ? Change(WithFreeze(options), entry => entry.Key.Text == "encoder" ? WithKind(entry.Value) : entry.Value)
        : modality.Value;

    /// <summary>A modality with what its encoder says of freezing, as the modality says it; where both do, it stays for the reader to say so.</summary>
    public static YamlMapping WithFreeze(YamlMapping modality)
    {
        if (modality.Find(FreezeKey) is not null || (modality.Find(EncoderKey)?.Value as YamlMapping)?.Find(FreezeKey) is not { } freeze)
        {
            return modality;
        }

        YamlMapping changed = Change(modality, entry => entry.Key.Text == EncoderKey ? Without((YamlMapping)entry.Value, freeze) : entry.Value);
        changed.Add(freeze);
        return changed;
    }

    private static YamlMapping Without(YamlMapping mapping, YamlEntry left)
    {
        var kept = new YamlMapping(mapping.Place) { HasRepeatedKeys = mapping.HasRepeatedKeys };
        foreach (YamlEntry entry in mapping.Entries.Where(entry => entry != left))
        {
            kept.Add(entry);
        }

        return kept;
    }

    // schedule: cosine as schedule: { kind: cosine }, and what may stand in a group as well where it stands otherwise.
    private static YamlMapping OfGroups(YamlMapping component, ComponentDefinition definition)
    {
        bool HasKind(string group) => definition.Options.Any(option => option.Group == group && option.Key == KindKey);
        var changed = new YamlMapping(component.Place) { HasRepeatedKeys = component.HasRepeatedKeys };
        foreach (YamlEntry entry in component.Entries)
        {
            string group = entry.Key.Text;
            changed.Add(entry with
            {
                Value = entry.Value is YamlMapping part ? WithoutMoved(part, group, component, definition) : HasKind(group) ? WithKind(entry.Value) : entry.Value,
            });
        }

        foreach (YamlEntry entry in component.Entries)
        {
            foreach (YamlEntry moved in entry.Value is YamlMapping part ? part.Entries.Where(inner => Moves(inner, entry.Key.Text, component, definition)) : [])
            {
                changed.Add(moved);
            }
        }

        return changed;
    }

    private static YamlMapping WithoutMoved(YamlMapping part, string group, YamlMapping component, ComponentDefinition definition)
    {
        var kept = new YamlMapping(part.Place) { HasRepeatedKeys = part.HasRepeatedKeys };
        foreach (YamlEntry entry in part.Entries.Where(entry => !Moves(entry, group, component, definition)))
        {
            kept.Add(entry);
        }

        return kept;
    }

    // One that is given in both places stays in both, for the reader to say so.
    private static bool Moves(YamlEntry entry, string group, YamlMapping component, ComponentDefinition definition) =>
        component.Find(entry.Key.Text) is null && definition.Options.Any(option => option.AlsoIn == group && option.YamlName == entry.Key.Text);

    private static YamlNode OfData(YamlNode data) => data switch
    {
        YamlMapping mapping => Change(mapping, entry => entry.Key.Text switch
        {
            DataReader.SourceKey or DataReader.SplitKey => WithKind(entry.Value),
            DataReader.SourcesKey when entry.Value is YamlMapping sources => Change(sources, joined => WithKind(joined.Value)),
            _ => entry.Value,
        }),
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
