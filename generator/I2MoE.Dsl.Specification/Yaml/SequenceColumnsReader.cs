using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>Reads what of the data belongs to a modality of sequences whose lengths are stated.</summary>
internal sealed class SequenceColumnsReader(YamlProblems problems, ComponentReader components)
{
    /// <summary>The columns, or the array, and where the lengths are.</summary>
    /// <param name="mapping">What is said of the modality.</param>
    /// <param name="key">The key of the modality.</param>
    /// <param name="path">Its place in the data section.</param>
    public ModalityData Read(YamlMapping mapping, string key, SpecificationPath path)
    {
        string what = $"the data of modality '{YamlText.Show(key)}'";
        foreach (YamlEntry entry in mapping.Entries.Where(entry => entry.Key.Text is not (DataReader.ColumnsKey or DataReader.LengthKey)))
        {
            components.ReportUnknown(entry, what, [DataReader.ColumnsKey, DataReader.LengthKey]);
        }

        if (mapping.Find(DataReader.ColumnsKey) is not { } columns)
        {
            problems.Add(YamlRules.HasKey, mapping.Place, DataReader.ColumnsKey, what, "a column or a list of columns, or an array");
            components.Spoil(path);
            return new ModalityData(YamlNames.PascalCase(key), default);
        }

        EquatableArray<string> names = Read(columns, OptionReader.ReadTexts(columns.Value), "a column or a list of columns, or an array", path);
        EquatableArray<string>? length = mapping.Find(DataReader.LengthKey) is { } given
            ? Read(given, given.Value is YamlScalar ? OptionReader.ReadTexts(given.Value) : null, "the column, or the array, of the lengths", path)
            : null;
        return new ModalityData(YamlNames.PascalCase(key), names) { Length = length is [var column] ? column : "" };
    }

    private EquatableArray<string> Read(YamlEntry entry, EquatableArray<string>? read, string allowed, SpecificationPath path)
    {
        if (read is { } texts)
        {
            return texts;
        }

        if (entry.Value is not YamlBroken)
        {
            YamlNode wrong = entry.Key.Text == DataReader.LengthKey ? entry.Value : OptionReader.FindWrongText(entry.Value);
            problems.Add(YamlRules.HasType, wrong.Place, YamlText.Show(entry.Key.Text), YamlText.Describe(wrong), allowed, OptionReader.TextHint(wrong));
        }

        components.Spoil(path);
        return default;
    }
}
