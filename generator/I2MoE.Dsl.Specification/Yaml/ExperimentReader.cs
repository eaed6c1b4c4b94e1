using System.Text;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>Reads an experiment as a specification.</summary>
internal sealed class ExperimentReader
{
    /// <summary>The keys of an experiment, in the order of the docs.</summary>
    public static IReadOnlyList<string> Keys { get; } =
        [YamlExtends.Key, "name", "namespace", "accessibility", "task", "modalities", "fusion", "experts", "reweighting", "missing", "training", DataReader.Key, SweepReader.Key];

    // Many more than the rules allow; the code of thousands would only keep the compiler busy.
    internal const int ReadModalities = 64;

    // What file systems take.
    private const int LongestName = 255;

    private static readonly string[] s_accessibilities = ["public", "internal"];

    private readonly string _file;
    private readonly YamlProblems _problems;
    private readonly YamlPlaces _places;
    private readonly ComponentReader _components;

    public ExperimentReader(string file, YamlProblems problems, YamlPlaces places)
    {
        _file = file;
        _problems = problems;
        _places = places;
        _components = new ComponentReader(problems, places);
    }

    /// <summary>Reads <paramref name="root"/>; the reading still lacks the problems.</summary>
    public YamlReading Read(YamlMapping root)
    {
        foreach (YamlEntry entry in root.Entries.Where(entry => !Keys.Contains(entry.Key.Text)))
        {
            _components.ReportUnknown(entry, "an experiment", Keys);
        }

        ModelSpecification specification = new()
        {
            Declaration = ReadDeclaration(root),
            Tasks = ReadKind(root, "task", Section.Task, OptionCatalogue.Tasks),
            Modalities = ReadModalitiesOf(root),
            Fusions = ReadKind(root, "fusion", Section.Fusion, OptionCatalogue.Fusions),
            Experts = ReadSection(root, ExpertsOptions.Definition),
            Reweighting = ReadSection(root, ReweightingOptions.Definition),
            Missing = ReadSection(root, MissingOptions.Definition),
            Training = ReadSection(root, TrainingOptions.Definition),
            Data = new DataReader(_problems, _places, _components).Read(root.Find(DataReader.Key)),
            Sweep = new SweepReader(_problems, _places, _components).Read(root.Find(SweepReader.Key)),
        };
        return new YamlReading { Specification = specification, Places = _places, Spoiled = _components.Spoiled.Distinct().ToEquatableArray() };
    }

    private Declaration ReadDeclaration(YamlMapping root)
    {
        string name = YamlNames.OfFile(_file);
        if (root.Find("name") is not { } entry)
        {
            _problems.Add(YamlRules.HasKey, root.Place, "name", "the experiment", "the name of the class, for example EmojiModel");
        }
        else if (ReadName(entry, "the name of a class", YamlNames.IsIdentifier, "it begins with a letter and has only letters, digits and underscores") is { } given)
        {
            if (ReservedNames.ContainsClass(given))
            {
                _problems.Add(YamlRules.UsableName, entry.Value.Place, given, "the name of a class", "the generated code needs that name itself");
            }
            else if (Encoding.UTF8.GetByteCount(given) is var bytes and > LongestName)
            {
                _problems.Add(YamlRules.UsableName, entry.Value.Place, YamlText.Show(given), "the name of a class", $"it has {bytes} bytes, and the folder of its runs, which is called so, has at most {LongestName}");
            }
            else
            {
                name = given;
            }

            _places.Set(new SpecificationPath(Section.Model), entry.Value.Place);
        }

        return new Declaration
        {
            Name = name,
            Namespace = root.Find("namespace") is { } space ? ReadName(space, "a namespace", YamlNames.IsDottedName, "it is names of letters, digits and underscores with points between them") ?? "" : "",
            Accessibility = ReadAccessibility(root.Find("accessibility")?.Value),
        };
    }

    private string? ReadName(YamlEntry entry, string what, Func<string, bool> isUsable, string condition)
    {
        if (entry.Value is not YamlScalar { IsNull: false } scalar)
        {
            ReportType(entry.Key.Text, entry.Value, what);
            return null;
        }

        if (!isUsable(scalar.Text))
        {
            _problems.Add(YamlRules.UsableName, scalar.Place, YamlText.Show(scalar.Text), what, condition);
            return null;
        }

        return scalar.Text;
    }

    private string ReadAccessibility(YamlNode? node)
    {
        if (node is null or YamlBroken)
        {
            return s_accessibilities[0];
        }

        if (node is YamlScalar { IsNull: false } scalar)
        {
            if (s_accessibilities.Contains(scalar.Text))
            {
                return scalar.Text;
            }

            string allowed = string.Join(", ", s_accessibilities);
            _problems.Add(YamlRules.KnownYamlChoice, node.Place, "accessibility", YamlText.Show(scalar.Text), allowed, YamlText.Suggest(scalar.Text, s_accessibilities));
        }
        else
        {
            ReportType("accessibility", node, string.Join(", ", s_accessibilities));
        }

        return s_accessibilities[0];
    }

    private EquatableArray<Component> ReadKind(YamlMapping root, string key, Section section, IReadOnlyList<ComponentDefinition> definitions)
    {
        if (root.Find(key) is { } entry)
        {
            return _components.ReadKind(entry.Value, new SpecificationPath(section), key, definitions) is { } component ? new[] { component }.ToEquatableArray() : default;
        }

        _problems.Add(YamlRules.HasKey, PlaceOfMissing(root), key, "the experiment", string.Join(", ", definitions.Select(definition => definition.Kind)));
        return default;
    }

    private Component ReadSection(YamlMapping root, ComponentDefinition definition) => root.Find(definition.Kind) is { } entry
        ? _components.ReadOptions(entry, new SpecificationPath(definition.Section), definition)
        : Component.WithDefaults(definition);

    private EquatableArray<ModalitySpecification> ReadModalitiesOf(YamlMapping root)
    {
        const string Key = "modalities";
        const string Allowed = "a mapping of two to eight modalities by their names";
        switch (root.Find(Key)?.Value)
        {
            case null:
                _problems.Add(YamlRules.HasKey, PlaceOfMissing(root), Key, "the experiment", Allowed);
                return default;
            case YamlMapping { Entries.Count: > 0 } mapping:
                if (mapping.HasRepeatedKeys)
                {
                    _components.Spoil(new SpecificationPath(Section.Modality));
                }

                return mapping.Entries.Take(ReadModalities).Select(ReadModality).ToEquatableArray();
            case YamlBroken:
                return default;
            case { } node:
                ReportType(Key, node, Allowed);
                return default;
        }
    }

    private ModalitySpecification ReadModality(YamlEntry entry, int index)
    {
        string name = YamlNames.PascalCase(entry.Key.Text);
        if (entry.Key.Text.Length > 0 && !YamlNames.IsModalityKey(entry.Key.Text))
        {
            _problems.Add(YamlRules.UsableName, entry.Key.Place, YamlText.Show(entry.Key.Text), "the name of a modality", "it begins with a letter and has only letters, digits and underscores");
        }

        var path = new SpecificationPath(Section.Modality, index);
        _places.Set(path, entry.Key.Place);
        _places.SetKey(entry.Key.Text);
        ModalitySpecification modality = new()
        {
            Name = name.Length > 0 ? name : "Modality" + OptionText.Value(index + 1),
            Options = Component.WithDefaults(ModalityOptions.Definition),
        };
        return entry.Value is YamlMapping mapping ? ReadModality(modality, entry, YamlShortForms.WithFreeze(mapping), path) : ReportModality(modality, entry, path);
    }

    private ModalitySpecification ReadModality(ModalitySpecification modality, YamlEntry entry, YamlMapping mapping, SpecificationPath path)
    {
        const string Key = "encoder";
        string what = $"modality '{YamlText.Show(entry.Key.Text)}'";
        Component options = new(ModalityOptions.Definition, _components.ReadOptions(mapping, path, ModalityOptions.Definition, what, [Key]));
        Component? encoder = null;
        if (mapping.Find(Key) is { } given)
        {
            encoder = _components.ReadKind(given.Value, path with { Section = Section.Encoder }, Key, OptionCatalogue.Encoders);
        }
        else
        {
            _problems.Add(YamlRules.HasKey, entry.Key.Place, Key, what, string.Join(", ", OptionCatalogue.Encoders.Select(definition => definition.Kind)));
        }

        return modality with { Options = options, Encoders = encoder is null ? default : new[] { encoder }.ToEquatableArray() };
    }

    private ModalitySpecification ReportModality(ModalitySpecification modality, YamlEntry entry, SpecificationPath path)
    {
        ReportType(entry.Key.Text, entry.Value, "a mapping with features or shape, and encoder");
        _components.Spoil(path);
        return modality;
    }

    private void ReportType(string key, YamlNode node, string allowed)
    {
        if (node is not YamlBroken)
        {
            _problems.Add(YamlRules.HasType, node.Place, YamlText.Show(key), YamlText.Describe(node), allowed, "");
        }
    }

    // What is missing is missing where the experiment is named.
    private static YamlPlace PlaceOfMissing(YamlMapping root) => root.Find("name")?.Key.Place ?? root.Place;
}
