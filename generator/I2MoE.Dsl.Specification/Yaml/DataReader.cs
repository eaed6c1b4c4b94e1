using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>Reads the data section of an experiment.</summary>
internal sealed class DataReader(YamlProblems problems, YamlPlaces places, ComponentReader components)
{
    /// <summary>The key of the section.</summary>
    public const string Key = "data";

    /// <summary>The key of a column that names pictures.</summary>
    public const string ImagesKey = "images";

    /// <summary>The key of the columns of numbers beside columns of words.</summary>
    public const string NumbersKey = "numbers";

    /// <summary>The key of the columns of words.</summary>
    public const string CategoriesKey = "categories";

    /// <summary>The key of the columns of a sequence whose length is in another column.</summary>
    public const string ColumnsKey = "columns";

    /// <summary>The key of the column that has the lengths of sequences.</summary>
    public const string LengthKey = "length";

    /// <summary>The key of the network that makes features of pictures.</summary>
    public const string NetworkKey = "network";

    /// <summary>The key of a column of text.</summary>
    public const string TextKey = "text";

    /// <summary>The key of what makes token ids of text.</summary>
    public const string TokenizerKey = "tokenizer";

    /// <summary>The key of the names of features.</summary>
    public const string FeatureNamesKey = "feature_names";

    /// <summary>The key of the source.</summary>
    public const string SourceKey = "source";

    /// <summary>The key of the sources of modalities alone.</summary>
    public const string SourcesKey = "sources";

    /// <summary>The key of the split.</summary>
    public const string SplitKey = "split";

    private const string ModalitiesKey = "modalities";
    private const string AllowedData = "a mapping with the key 'source', or the kind of a source";
    private const string AllowedNames = "a column or a list of columns, an array, { images: column }, { text: column }, { numbers: columns, categories: columns }, or { columns: columns or an array, length: column }";
    private const string AllowedColumns = "a column or a list of columns";

    private readonly FeatureNamesReader _featureNames = new(problems, places, components);

    private static readonly string[] s_keys = [SourceKey, SourcesKey, ModalitiesKey, FeatureNamesKey, SplitKey];

    /// <summary>The data; null where none are stated, or nothing of them can be read.</summary>
    public DataSpecification? Read(YamlEntry? entry)
    {
        var path = new SpecificationPath(Section.Data);
        switch (entry?.Value)
        {
            case null or YamlBroken:
                return null;
            case YamlMapping mapping:
                places.Set(path, entry.Key.Place);
                return Read(entry, mapping, path);
            case YamlScalar { IsNull: false } kind:
                places.Set(path, entry.Key.Place);
                return ReadSource(kind) is { } source ? WithSource(source) : null;
            case { } node:
                problems.Add(YamlRules.HasType, node.Place, Key, YamlText.Describe(node), AllowedData, "");
                return null;
        }
    }

    private DataSpecification Read(YamlEntry entry, YamlMapping mapping, SpecificationPath path)
    {
        Component options = new(DataOptions.Definition, components.ReadOptions(mapping, path, DataOptions.Definition, "'data'", s_keys));
        Component? source = null;
        if (mapping.Find(SourceKey) is { } given)
        {
            source = ReadSource(given.Value);
        }
        else
        {
            problems.Add(YamlRules.HasKey, entry.Key.Place, SourceKey, "'data'", string.Join(", ", OptionCatalogue.Sources.Select(definition => definition.Kind)));
        }

        if (source is null)
        {
            components.Spoil(new SpecificationPath(Section.Source));
        }

        return WithSource(source ?? Component.WithDefaults(RandomDataOptions.Definition)) with
        {
            Options = options,
            Sources = ReadSources(mapping.Find(SourcesKey)),
            Modalities = ReadModalities(mapping.Find(ModalitiesKey)),
            FeatureNames = _featureNames.Read(mapping.Find(FeatureNamesKey)),
            Split = ReadSplit(mapping.Find(SplitKey)?.Value),
        };
    }

    private static DataSpecification WithSource(Component source) => new()
    {
        Options = Component.WithDefaults(DataOptions.Definition),
        Source = source,
        Split = Component.WithDefaults(RandomSplitOptions.Definition),
    };

    private Component? ReadSource(YamlNode node) => components.ReadKind(node, new SpecificationPath(Section.Source), SourceKey, OptionCatalogue.Sources);

    private EquatableArray<JoinedSource> ReadSources(YamlEntry? entry)
    {
        switch (entry?.Value)
        {
            case null or YamlBroken:
                return default;
            case YamlMapping mapping:
                places.Set(new SpecificationPath(Section.JoinedSource), entry.Key.Place);
                return mapping.Entries.Take(ExperimentReader.ReadModalities).Select(ReadJoined).ToEquatableArray();
            case { } node:
                problems.Add(YamlRules.HasType, node.Place, SourcesKey, YamlText.Describe(node), "a mapping with a source for every modality that has one of its own", "");
                components.Spoil(new SpecificationPath(Section.JoinedSource));
                return default;
        }
    }

    // What could not be read is spoilt, so that no rule judges what stands in its place.
    private JoinedSource ReadJoined(YamlEntry entry, int index)
    {
        var path = new SpecificationPath(Section.JoinedSource, index);
        components.CheckModalityKey(entry, path);
        Component? source = components.ReadKind(entry.Value, path, SourceKey, OptionCatalogue.Sources);
        places.Set(path, entry.Key.Place);
        if (source is null)
        {
            components.Spoil(path);
        }

        return new JoinedSource(YamlNames.PascalCase(entry.Key.Text), source ?? Component.WithDefaults(NpzDataOptions.Definition));
    }

    private Component ReadSplit(YamlNode? node)
    {
        var path = new SpecificationPath(Section.Split);
        if (node is null)
        {
            return Component.WithDefaults(RandomSplitOptions.Definition);
        }

        if (components.ReadKind(node, path, SplitKey, OptionCatalogue.Splits) is { } split)
        {
            return split;
        }

        components.Spoil(path);
        return Component.WithDefaults(RandomSplitOptions.Definition);
    }

    private EquatableArray<ModalityData> ReadModalities(YamlEntry? entry)
    {
        switch (entry?.Value)
        {
            case null or YamlBroken:
                return default;
            case YamlMapping mapping:
                places.Set(new SpecificationPath(Section.ModalityData), entry.Key.Place);
                return mapping.Entries.Take(ExperimentReader.ReadModalities).Select(ReadModality).ToEquatableArray();
            case { } node:
                problems.Add(YamlRules.HasType, node.Place, ModalitiesKey, YamlText.Describe(node), "a mapping with " + AllowedNames + " for every modality", "");
                components.Spoil(new SpecificationPath(Section.ModalityData));
                return default;
        }
    }

    private ModalityData ReadModality(YamlEntry entry, int index)
    {
        var path = new SpecificationPath(Section.ModalityData, index);
        places.Set(path, entry.Key.Place);
        string key = entry.Key.Text;
        components.CheckModalityKey(entry, path);
        if (entry.Value is YamlMapping text && text.Find(ImagesKey) is null && text.Find(TextKey) is { } column)
        {
            return new TextColumnReader(problems, components).Read(text, column, key, index);
        }

        if (entry.Value is YamlMapping columns && columns.Find(ImagesKey) is null && (columns.Find(NumbersKey) ?? columns.Find(CategoriesKey)) is not null)
        {
            return ReadColumns(columns, key, path);
        }

        if (entry.Value is YamlMapping sequence && sequence.Find(ImagesKey) is null && (sequence.Find(ColumnsKey) ?? sequence.Find(LengthKey)) is not null)
        {
            return new SequenceColumnsReader(problems, components).Read(sequence, key, path);
        }

        bool isImage = entry.Value is YamlMapping;
        YamlNode value = entry.Value is YamlMapping mapping ? ReadImages(mapping, key) : entry.Value;
        string valueKey = isImage ? ImagesKey : key;
        EquatableArray<string>? names = OptionReader.ReadTexts(value);
        if (names is null || (isImage && value is not YamlScalar))
        {
            if (value is not YamlBroken)
            {
                YamlNode wrong = isImage ? value : OptionReader.FindWrongText(value);
                problems.Add(YamlRules.HasType, wrong.Place, YamlText.Show(valueKey), YamlText.Describe(wrong), isImage ? "the column that names the pictures" : AllowedNames, OptionReader.TextHint(wrong));
            }

            components.Spoil(path);
        }

        return new ModalityData(YamlNames.PascalCase(key), names ?? default, isImage)
        {
            Network = isImage && ((YamlMapping)entry.Value).Find(NetworkKey) is { } network ? ReadNetwork(network, new SpecificationPath(Section.Network, index)) : null,
        };
    }

    private Component ReadNetwork(YamlEntry entry, SpecificationPath path)
    {
        if (entry.Value is not YamlMapping)
        {
            components.Spoil(path);
        }

        return components.ReadOptions(entry, path, NetworkOptions.Definition);
    }

    private ModalityData ReadColumns(YamlMapping mapping, string modality, SpecificationPath path)
    {
        foreach (YamlEntry entry in mapping.Entries.Where(entry => entry.Key.Text is not (NumbersKey or CategoriesKey)))
        {
            components.ReportUnknown(entry, $"the data of modality '{YamlText.Show(modality)}'", [NumbersKey, CategoriesKey]);
        }

        return new ModalityData(YamlNames.PascalCase(modality), mapping.Find(NumbersKey) is { } numbers ? ReadTexts(numbers, path) : default)
        {
            Categories = mapping.Find(CategoriesKey) is { } categories ? ReadCategories(categories, path) : default,
        };
    }

    // A list of columns, or columns with their levels.
    private EquatableArray<CategoryColumn> ReadCategories(YamlEntry entry, SpecificationPath path) => entry.Value is YamlMapping mapping
        ? mapping.Entries.Select(column => new CategoryColumn(column.Key.Text, ReadLevels(column, path))).ToEquatableArray()
        : ReadTexts(entry, path).Select(column => new CategoryColumn(column, default)).ToEquatableArray();

    private EquatableArray<string> ReadLevels(YamlEntry column, SpecificationPath path) =>
        column.Value is YamlScalar { IsNull: true } ? default : ReadTexts(column, path, OptionReader.ReadValues(column.Value), "a list of levels");

    private EquatableArray<string> ReadTexts(YamlEntry entry, SpecificationPath path) => ReadTexts(entry, path, OptionReader.ReadTexts(entry.Value), AllowedColumns);

    private EquatableArray<string> ReadTexts(YamlEntry entry, SpecificationPath path, EquatableArray<string>? read, string allowed)
    {
        if (read is { } texts)
        {
            return texts;
        }

        if (entry.Value is not YamlBroken)
        {
            YamlNode wrong = OptionReader.FindWrongText(entry.Value);
            problems.Add(YamlRules.HasType, wrong.Place, YamlText.Show(entry.Key.Text), YamlText.Describe(wrong), allowed, OptionReader.TextHint(wrong));
        }

        components.Spoil(path);
        return default;
    }

    private YamlNode ReadImages(YamlMapping mapping, string modality)
    {
        string what = $"the data of modality '{YamlText.Show(modality)}'";
        foreach (YamlEntry entry in mapping.Entries.Where(entry => entry.Key.Text is not (ImagesKey or NetworkKey)))
        {
            components.ReportUnknown(entry, what, [ImagesKey, NetworkKey]);
        }

        if (mapping.Find(ImagesKey) is { } images)
        {
            return images.Value;
        }

        problems.Add(YamlRules.HasKey, mapping.Place, ImagesKey, what, "the column that names the pictures");
        return new YamlBroken(mapping.Place);
    }
}
