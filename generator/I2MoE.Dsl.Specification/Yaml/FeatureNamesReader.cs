using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>Reads what the features of the modalities are called.</summary>
internal sealed class FeatureNamesReader(YamlProblems problems, YamlPlaces places, ComponentReader components)
{
    private const string AllowedNames = "a text file with one name on each line, or a list of names";

    /// <summary>The names by modality; none where they are not stated, or none can be read.</summary>
    public EquatableArray<FeatureNames> Read(YamlEntry? entry)
    {
        var path = new SpecificationPath(Section.FeatureNames);
        switch (entry?.Value)
        {
            case null or YamlBroken or YamlScalar { IsQuoted: false, Text: DataOptions.NoFeatureNames }:
                return default;
            case YamlMapping mapping:
                places.Set(path, entry.Key.Place);
                return mapping.Entries.Take(ExperimentReader.ReadModalities).Select(ReadModality).ToEquatableArray();
            case { } node:
                problems.Add(YamlRules.HasType, node.Place, DataReader.FeatureNamesKey, YamlText.Describe(node), $"{DataOptions.NoFeatureNames}, or a mapping with {AllowedNames} for every modality", "");
                components.Spoil(path);
                return default;
        }
    }

    private FeatureNames ReadModality(YamlEntry entry, int index)
    {
        var path = new SpecificationPath(Section.FeatureNames, index);
        places.Set(path, entry.Key.Place);
        components.CheckModalityKey(entry, path);
        EquatableArray<string>? names = OptionReader.ReadTexts(entry.Value);
        if (names is null)
        {
            if (entry.Value is not YamlBroken)
            {
                YamlNode wrong = OptionReader.FindWrongText(entry.Value);
                problems.Add(YamlRules.HasType, wrong.Place, YamlText.Show(entry.Key.Text), YamlText.Describe(wrong), AllowedNames, OptionReader.TextHint(wrong));
            }

            components.Spoil(path);
        }

        return new FeatureNames(YamlNames.PascalCase(entry.Key.Text), names ?? default, IsFile: names is not null && entry.Value is YamlScalar);
    }
}
