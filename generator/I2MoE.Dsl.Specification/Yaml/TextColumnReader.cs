using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>Reads what of the data belongs to a modality of text.</summary>
internal sealed class TextColumnReader(YamlProblems problems, ComponentReader components)
{
    /// <summary>The column and its tokenizer, whole words where none is stated.</summary>
    /// <param name="mapping">What is said of the modality.</param>
    /// <param name="column">The column of text in it.</param>
    /// <param name="key">The key of the modality.</param>
    /// <param name="index">Its place in the data section.</param>
    public ModalityData Read(YamlMapping mapping, YamlEntry column, string key, int index)
    {
        foreach (YamlEntry entry in mapping.Entries.Where(entry => entry.Key.Text is not (DataReader.TextKey or DataReader.TokenizerKey)))
        {
            components.ReportUnknown(entry, $"the data of modality '{YamlText.Show(key)}'", [DataReader.TextKey, DataReader.TokenizerKey]);
        }

        return new ModalityData(YamlNames.PascalCase(key), ReadColumn(column, new SpecificationPath(Section.ModalityData, index)))
        {
            Tokenizer = ReadTokenizer(mapping.Find(DataReader.TokenizerKey)?.Value, new SpecificationPath(Section.Tokenizer, index)),
        };
    }

    private EquatableArray<string> ReadColumn(YamlEntry column, SpecificationPath path)
    {
        if (column.Value is YamlScalar && OptionReader.ReadTexts(column.Value) is { } names)
        {
            return names;
        }

        if (column.Value is not YamlBroken)
        {
            problems.Add(YamlRules.HasType, column.Value.Place, DataReader.TextKey, YamlText.Describe(column.Value), "the column that has the text", OptionReader.TextHint(column.Value));
        }

        components.Spoil(path);
        return default;
    }

    private Component ReadTokenizer(YamlNode? node, SpecificationPath path)
    {
        if (node is null)
        {
            return Component.WithDefaults(TokenizerOptions.Words);
        }

        if (components.ReadKind(node, path, DataReader.TokenizerKey, OptionCatalogue.Tokenizers) is { } tokenizer)
        {
            return tokenizer;
        }

        components.Spoil(path);
        return Component.WithDefaults(TokenizerOptions.Words);
    }
}
