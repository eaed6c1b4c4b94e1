using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>Reads components: the kind and the options of the catalogue.</summary>
internal sealed class ComponentReader(YamlProblems problems, YamlPlaces places)
{
    private const string KindKey = "kind";
    private readonly List<SpecificationPath> _spoiled = [];

    /// <summary>The components of which something could not be read.</summary>
    public IReadOnlyList<SpecificationPath> Spoiled => _spoiled;

    /// <summary>Says that something of <paramref name="path"/> could not be read.</summary>
    public void Spoil(SpecificationPath path) => _spoiled.Add(path);

    /// <summary>Reads a component that has a kind: <c>{ kind: mlp, layers: 2 }</c>, or <c>mlp</c> alone. Null where the kind is missing or not known.</summary>
    public Component? ReadKind(YamlNode node, SpecificationPath path, string what, IReadOnlyList<ComponentDefinition> definitions)
    {
        places.Set(path, node.Place);
        switch (node)
        {
            case YamlBroken:
                return null;
            case YamlScalar { IsNull: false } scalar:
                return FindKind(scalar, what, definitions) is { } alone ? Component.WithDefaults(alone) : null;
            case YamlMapping mapping when mapping.Find(KindKey) is not { } entry:
                problems.Add(YamlRules.HasKey, mapping.Place, KindKey, $"the {what}", Kinds(definitions));
                return null;
            case YamlMapping mapping:
                return ReadKind(mapping, mapping.Find(KindKey)!.Value, path, what, definitions);
            default:
                problems.Add(YamlRules.HasType, node.Place, what, YamlText.Describe(node), "a kind, or a mapping with the key 'kind'", "");
                return null;
        }
    }

    /// <summary>Reads the options of a component that has no kind, such as the experts.</summary>
    public Component ReadOptions(YamlEntry entry, SpecificationPath path, ComponentDefinition definition)
    {
        places.Set(path, entry.Key.Place);
        if (entry.Value is YamlMapping mapping)
        {
            return new Component(definition, ReadOptions(mapping, path, definition, $"'{YamlText.Show(entry.Key.Text)}'", otherKeys: []));
        }

        if (entry.Value is not YamlBroken)
        {
            problems.Add(YamlRules.HasType, entry.Value.Place, entry.Key.Text, YamlText.Describe(entry.Value), "a mapping with the keys " + Keys(definition, []), "");
        }

        return Component.WithDefaults(definition);
    }

    /// <summary>Reads the options in <paramref name="mapping"/>; keys that are neither options nor in <paramref name="otherKeys"/> are problems.</summary>
    public EquatableArray<OptionValue> ReadOptions(YamlMapping mapping, SpecificationPath path, ComponentDefinition definition, string what, IReadOnlyList<string> otherKeys)
    {
        List<OptionValue> values = [];
        foreach (YamlEntry entry in mapping.Entries.Where(entry => !otherKeys.Contains(entry.Key.Text)))
        {
            if (definition.Options.Any(option => option.Group == entry.Key.Text))
            {
                ReadGroup(entry, path, definition, values);
            }
            else if (definition.Options.FirstOrDefault(candidate => candidate.YamlName == entry.Key.Text) is { } option)
            {
                Read(option, entry, path, values);
            }
            else
            {
                ReportUnknown(entry, what, [.. otherKeys, .. definition.YamlKeys]);
                _spoiled.Add(path);
            }
        }

        return values.ToEquatableArray();
    }

    private void RememberNames(Option option, YamlNode value)
    {
        if (option.Type == OptionType.NameList && value is YamlSequence names)
        {
            foreach (YamlScalar name in names.Items.OfType<YamlScalar>())
            {
                places.SetKey(name.Text);
            }
        }
    }

    // The keys of a mapping within a component; its kind alone stands for it: schedule: cosine.
    private void ReadGroup(YamlEntry group, SpecificationPath path, ComponentDefinition definition, List<OptionValue> values)
    {
        IReadOnlyList<Option> options = definition.OptionsIn(group.Key.Text);
        switch (group.Value)
        {
            case YamlScalar { IsNull: false } when options.FirstOrDefault(option => option.Key == KindKey) is { } kind:
                Read(kind, group, path, values);
                return;
            case YamlMapping mapping:
                foreach (YamlEntry entry in mapping.Entries)
                {
                    if (options.FirstOrDefault(candidate => candidate.Key == entry.Key.Text) is { } option)
                    {
                        Read(option, entry, path, values);
                    }
                    else
                    {
                        ReportUnknown(entry, $"'{group.Key.Text}'", [.. options.Select(known => known.Key)]);
                        _spoiled.Add(path);
                    }
                }

                return;
            case not YamlBroken:
                string allowed = "a mapping with the keys " + string.Join(", ", options.Select(option => option.Key));
                problems.Add(YamlRules.HasType, group.Value.Place, group.Key.Text, YamlText.Describe(group.Value), allowed, "");
                break;
        }

        _spoiled.Add(path);
    }

    private void Read(Option option, YamlEntry entry, SpecificationPath path, List<OptionValue> values)
    {
        if (values.Any(value => value.Option == option.Name))
        {
            problems.Add(YamlRules.DistinctKeys, entry.Key.Place, option.Key, OptionText.Value(places.Of(path with { Option = option.Name }).Line));
            _spoiled.Add(path);
            return;
        }

        places.Set(path with { Option = option.Name }, entry.Value.Place);
        RememberNames(option, entry.Value);
        if (option.WordOption is { } flag && entry.Value is YamlScalar { IsNull: false } scalar && scalar.Text == option.Word)
        {
            places.Set(path with { Option = flag }, entry.Value.Place);
            values.Add(new OptionValue(flag, true));
            return;
        }

        if (OptionReader.Read(option, entry.Value, problems) is { } value)
        {
            values.Add(value);
        }
        else
        {
            _spoiled.Add(path);
        }
    }

    /// <summary>Remembers how a key of the data section writes a modality, and reports one that can be no name of a modality.</summary>
    public void CheckModalityKey(YamlEntry entry, SpecificationPath path)
    {
        string key = entry.Key.Text;
        places.SetKey(key);
        if (key.Length > 0 && !YamlNames.IsModalityKey(key))
        {
            problems.Add(YamlRules.UsableName, entry.Key.Place, YamlText.Show(key), "the name of a modality", "it begins with a letter and has only letters, digits and underscores");
            Spoil(path);
        }
    }

    /// <summary>Reports a key that is not known.</summary>
    public void ReportUnknown(YamlEntry entry, string what, IReadOnlyList<string> allowed)
    {
        // A key that is no text has been reported already.
        if (entry.Key.Text.Length > 0)
        {
            string key = entry.Key.Text;
            problems.Add(YamlRules.KnownKey, entry.Key.Place, YamlText.Show(key), what, allowed.Count == 0 ? "none" : string.Join(", ", allowed), IsPart(what) ? Suggest(key, allowed) : YamlText.Suggest(key, allowed));
        }
    }

    // Not a modality or a component of some kind, where the same key means its own.
    private static bool IsPart(string what) => what.StartsWith("'", StringComparison.Ordinal) || what.StartsWith("an experiment", StringComparison.Ordinal);

    // A key of another part of the experiment, or one that other programs have, and where ours stands.
    private static string Suggest(string key, IReadOnlyList<string> allowed)
    {
        if (CommonNames.FindKey(key) is { } path)
        {
            string name = path.Substring(path.LastIndexOf('.') + 1);
            return allowed.Contains(name)
                ? $" Did you mean '{name}'?"
                : YamlText.Suggest(key, allowed) is { Length: > 0 } near && !path.EndsWith("." + key, StringComparison.Ordinal) ? near : $" {Where(path)}";
        }

        return CommonNames.Explain(key) is { } text && !allowed.Any(known => YamlText.Suggest(key, [known]).Length > 0) ? $" {text}." : YamlText.Suggest(key, allowed);
    }

    private static string Where(string path)
    {
        int end = path.LastIndexOf('.');
        return end < 0
            ? $"Did you mean '{path}'?"
            : $"That is '{path.Substring(end + 1)}' of '{path.Substring(0, end)}': --set {path}=…";
    }

    private Component? ReadKind(YamlMapping mapping, YamlNode kind, SpecificationPath path, string what, IReadOnlyList<ComponentDefinition> definitions)
    {
        if (kind is not YamlScalar { IsNull: false } scalar)
        {
            if (kind is not YamlBroken)
            {
                problems.Add(YamlRules.HasType, kind.Place, KindKey, YamlText.Describe(kind), Kinds(definitions), "");
            }

            return null;
        }

        places.Set(path, scalar.Place);
        return FindKind(scalar, what, definitions) is { } definition
            ? new Component(definition, ReadOptions(mapping, path, definition, $"the {definition.Kind} {what}", [KindKey]))
            : null;
    }

    private ComponentDefinition? FindKind(YamlScalar kind, string what, IReadOnlyList<ComponentDefinition> definitions)
    {
        ComponentDefinition? definition = definitions.FirstOrDefault(candidate => candidate.Kind == kind.Text);
        if (definition is null)
        {
            problems.Add(YamlRules.KnownKind, kind.Place, YamlText.Show(kind.Text), what, Kinds(definitions), YamlText.Suggest(kind.Text, definitions.Select(known => known.Kind)));
        }

        return definition;
    }

    private static string Kinds(IReadOnlyList<ComponentDefinition> definitions) => string.Join(", ", definitions.Select(definition => definition.Kind));

    private static string Keys(ComponentDefinition definition, IReadOnlyList<string> otherKeys) =>
        string.Join(", ", otherKeys.Concat(definition.YamlKeys));
}
