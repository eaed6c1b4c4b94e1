using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Sweeps;

namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>Writes a specification as an experiment file.</summary>
public static class YamlExperimentWriter
{
    /// <summary>
    /// The experiment with every default stated, as YAML with line feeds that reads back as a specification of the same meaning. Left out is
    /// what stands for "not given", what is not given in a group such as the schedule, and a default that would have no effect and of which a rule would say so. It never throws: of what is
    /// there twice the first is written.
    /// </summary>
    public static string Write(ModelSpecification specification)
    {
        HashSet<SpecificationPath> left = FindObjectionable(specification);
        YamlWriter writer = new();
        Declaration declaration = specification.Declaration;
        writer.Value("name", YamlWriter.Text(declaration.Name));
        if (declaration.Namespace.Length > 0)
        {
            writer.Value("namespace", YamlWriter.Text(declaration.Namespace));
        }

        writer.Value("accessibility", declaration.Accessibility);
        WriteKind(writer, "task", specification.Task, new SpecificationPath(Section.Task), left);
        WriteModalities(writer, specification, left);
        WriteKind(writer, "fusion", specification.Fusion, new SpecificationPath(Section.Fusion), left);
        WriteSection(writer, specification.Experts, Section.Experts, left);
        WriteSection(writer, specification.Reweighting, Section.Reweighting, left);
        if (specification.Missing.Given.Count > 0 || specification.HasOptionalModalities)
        {
            WriteSection(writer, specification.Missing, Section.Missing, left);
        }

        WriteSection(writer, specification.Training, Section.Training, left);
        WriteLastSections(writer, specification, left);
        return writer.ToString();
    }

    /// <summary>The last sections of <see cref="Write"/>, those of data and sweep, which a class with attributes does not have; empty where none is stated.</summary>
    public static string WriteData(ModelSpecification specification)
    {
        if (specification.Data is null && specification.Sweep is null)
        {
            return "";
        }

        YamlWriter writer = new();
        WriteLastSections(writer, specification, FindObjectionable(specification));
        return writer.ToString();
    }

    private static void WriteLastSections(YamlWriter writer, ModelSpecification specification, HashSet<SpecificationPath> left)
    {
        if (specification.Data is { } data)
        {
            WriteData(writer, data, left);
        }

        if (specification.Sweep is { } sweep)
        {
            WriteSweep(writer, sweep, left);
        }
    }

    // A default may have no effect beside the other values, of which nothing is to be said where it is not stated.
    private static HashSet<SpecificationPath> FindObjectionable(ModelSpecification specification)
    {
        HashSet<SpecificationPath> given = [.. from place in specification.Components
                                               from value in place.Component.Given
                                               select place.Path with { Option = value.Option }];
        return [.. RuleTable.Check(specification.WithDefaultsGiven()).Select(finding => finding.Path).Where(path => path.Option is not null && !given.Contains(path))];
    }

    private static void WriteModalities(YamlWriter writer, ModelSpecification specification, HashSet<SpecificationPath> left)
    {
        if (specification.Modalities.Count == 0)
        {
            return;
        }

        using (writer.Mapping("modalities"))
        {
            for (int i = 0; i < specification.Modalities.Count; i++)
            {
                ModalitySpecification modality = specification.Modalities[i];
                var path = new SpecificationPath(Section.Modality, i);
                using (writer.Mapping(YamlWriter.Text(YamlNames.KeyOf(modality.Name))))
                {
                    WriteOptions(writer, modality.Options, path, left);
                    WriteKind(writer, "encoder", modality.Encoders.Count > 0 ? modality.Encoders[0] : null, path with { Section = Section.Encoder }, left);
                }
            }
        }
    }

    private static void WriteData(YamlWriter writer, DataSpecification data, HashSet<SpecificationPath> left)
    {
        using (writer.Mapping("data"))
        {
            WriteKind(writer, "source", data.Source, new SpecificationPath(Section.Source), left);
            WriteSources(writer, data.Sources, left);
            if (data.Modalities.Count > 0)
            {
                using (writer.Mapping("modalities"))
                {
                    for (int i = 0; i < data.Modalities.Count; i++)
                    {
                        WriteModality(writer, data.Modalities[i], i, left);
                    }
                }
            }

            WriteFeatureNames(writer, data.FeatureNames);
            WriteKind(writer, "split", data.Split, new SpecificationPath(Section.Split), left);
            WriteOptions(writer, data.Options, new SpecificationPath(Section.Data), left);
        }
    }

    private static void WriteModality(YamlWriter writer, ModalityData modality, int index, HashSet<SpecificationPath> left)
    {
        string key = YamlWriter.Text(YamlNames.KeyOf(modality.Modality));
        if (!modality.IsText && modality.Network is null)
        {
            writer.Value(key, ColumnsOf(modality));
            return;
        }

        using (writer.Mapping(key))
        {
            writer.Value(modality.IsText ? DataReader.TextKey : DataReader.ImagesKey, YamlWriter.Text(modality.Names.Count > 0 ? modality.Names[0] : ""));
            WriteKind(writer, DataReader.TokenizerKey, modality.Tokenizer, new SpecificationPath(Section.Tokenizer, index), left);
            if (modality.Network is { } network)
            {
                WriteSection(writer, network, Section.Network, index, left);
            }
        }
    }

    private static string ColumnsOf(ModalityData modality)
    {
        string names = modality.Names.Count == 1 ? YamlWriter.Text(modality.Names[0]) : YamlWriter.Of(modality.Names);
        if (modality.Length.Length > 0)
        {
            return $"{{ {DataReader.ColumnsKey}: {names}, {DataReader.LengthKey}: {YamlWriter.Text(modality.Length)} }}";
        }

        if (modality.IsImage || modality.Categories.Count == 0)
        {
            return modality.IsImage ? $"{{ {DataReader.ImagesKey}: {names} }}" : names;
        }

        string columns = modality.Categories.All(category => category.Levels.Count == 0)
            ? YamlWriter.Of(modality.Categories.Select(category => category.Column).ToEquatableArray())
            : $"{{ {string.Join(", ", modality.Categories.Select(category => $"{YamlWriter.Text(category.Column)}: {YamlWriter.Of(category.Levels)}"))} }}";
        return $"{{ {(modality.Names.Count == 0 ? "" : $"{DataReader.NumbersKey}: {names}, ")}{DataReader.CategoriesKey}: {columns} }}";
    }

    private static void WriteSources(YamlWriter writer, EquatableArray<JoinedSource> sources, HashSet<SpecificationPath> left)
    {
        if (sources.Count == 0)
        {
            return;
        }

        using (writer.Mapping(DataReader.SourcesKey))
        {
            for (int i = 0; i < sources.Count; i++)
            {
                WriteKind(writer, YamlWriter.Text(YamlNames.KeyOf(sources[i].Modality)), sources[i].Source, new SpecificationPath(Section.JoinedSource, i), left);
            }
        }
    }

    private static void WriteSweep(YamlWriter writer, SweepSpecification sweep, HashSet<SpecificationPath> left)
    {
        using (writer.Mapping(SweepReader.Key))
        {
            WriteKind(writer, SweepReader.SearchKey, sweep.Search, new SpecificationPath(Section.Search), left);
            using (writer.Mapping(SweepReader.SpaceKey))
            {
                foreach (SweepParameter parameter in sweep.Space)
                {
                    writer.Value(YamlWriter.Text(parameter.Key), SweepReader.Write(parameter));
                }
            }

            // A default that follows from the training is none to be stated.
            WriteOptions(writer, sweep.Options, new SpecificationPath(Section.Sweep), [.. left, .. sweep.Options.Definition.Options.Where(option => !sweep.Options.IsGiven(option)).Select(option => new SpecificationPath(Section.Sweep, Option: option.Name))]);
        }
    }

    private static void WriteFeatureNames(YamlWriter writer, EquatableArray<FeatureNames> features)
    {
        if (features.Count == 0)
        {
            return;
        }

        using (writer.Mapping(DataReader.FeatureNamesKey))
        {
            foreach (FeatureNames modality in features)
            {
                writer.Value(YamlWriter.Text(YamlNames.KeyOf(modality.Modality)), modality.IsFile && modality.Names.Count == 1 ? YamlWriter.Text(modality.Names[0]) : YamlWriter.Of(modality.Names));
            }
        }
    }

    private static void WriteKind(YamlWriter writer, string key, Component? component, SpecificationPath path, HashSet<SpecificationPath> left)
    {
        if (component is null)
        {
            return;
        }

        using (writer.Mapping(key))
        {
            writer.Value("kind", component.Definition.Kind);
            WriteOptions(writer, component, path, left);
        }
    }

    private static void WriteSection(YamlWriter writer, Component component, Section section, HashSet<SpecificationPath> left) => WriteSection(writer, component, section, -1, left);

    private static void WriteSection(YamlWriter writer, Component component, Section section, int modality, HashSet<SpecificationPath> left)
    {
        using (writer.Mapping(component.Definition.Kind))
        {
            WriteOptions(writer, component, new SpecificationPath(section, modality), left);
        }
    }

    private static void WriteOptions(YamlWriter writer, Component component, SpecificationPath path, HashSet<SpecificationPath> left)
    {
        IEnumerable<Option> written = component.Definition.Options
            .Where(option => (component.IsGiven(option) || HasMeaning(option)) && !left.Contains(path with { Option = option.Name }));
        foreach (IGrouping<string, Option> together in written.GroupBy(option => option.Group ?? option.YamlName))
        {
            using IDisposable? mapping = together.First().Group is { } group ? writer.Mapping(group) : null;
            foreach (Option option in together)
            {
                writer.Value(option.Key, YamlWriter.Of(option, component.Get(option)));
            }
        }
    }

    // What stands in a group says something only where it is given.
    private static bool HasMeaning(Option option) => option.Group is null && OptionText.Default(option) != "none";

    private static ModelSpecification WithDefaultsGiven(this ModelSpecification specification) => specification with
    {
        Tasks = specification.Tasks.Select(WithDefaultsGiven).ToEquatableArray(),
        Modalities = specification.Modalities
            .Select(modality => modality with { Encoders = modality.Encoders.Select(WithDefaultsGiven).ToEquatableArray() })
            .ToEquatableArray(),
        Fusions = specification.Fusions.Select(WithDefaultsGiven).ToEquatableArray(),
        Experts = specification.Experts.WithDefaultsGiven(),
        Reweighting = specification.Reweighting.WithDefaultsGiven(),
        Missing = specification.Missing.WithDefaultsGiven(),
        Training = specification.Training.WithDefaultsGiven(),
        Data = specification.Data is { } data
            ? data with
            {
                Options = data.Options.WithDefaultsGiven(),
                Source = data.Source.WithDefaultsGiven(),
                Sources = data.Sources.Select(joined => joined with { Source = joined.Source.WithDefaultsGiven() }).ToEquatableArray(),
                Modalities = data.Modalities.Select(modality => modality with { Tokenizer = modality.Tokenizer?.WithDefaultsGiven(), Network = modality.Network?.WithDefaultsGiven() }).ToEquatableArray(),
                Split = data.Split.WithDefaultsGiven(),
            }
            : null,
    };

    private static Component WithDefaultsGiven(this Component component) => component with
    {
        Given = component.Definition.Options
            .Where(option => component.IsGiven(option) || HasMeaning(option))
            .Select(option => new OptionValue(option.Name, component.Get(option), component.FindType(option)))
            .ToEquatableArray(),
    };
}
