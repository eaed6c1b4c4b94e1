using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about where data come from and what is predicted (I2MOE601 to I2MOE609).</summary>
public static class DataSourceRules
{
    private static readonly (string Extension, ComponentDefinition Source)[] s_extensions =
    [
        (".npz", NpzDataOptions.Definition),
        (".h5", Hdf5DataOptions.Definition),
        (".hdf5", Hdf5DataOptions.Definition),
        (".csv", CsvDataOptions.Definition),
        (".tsv", CsvDataOptions.Definition),
        (".csv.gz", CsvDataOptions.Definition),
        (".tsv.gz", CsvDataOptions.Definition),
        (".parquet", ParquetDataOptions.Definition),
    ];

    private static readonly (ComponentDefinition Task, string Option, string What)[] s_predicted =
    [
        (ClassificationOptions.Definition, CsvDataOptions.Label.Name, "the column of the class"),
        (OrdinalOptions.Definition, CsvDataOptions.Label.Name, "the column of the class"),
        (MultiLabelOptions.Definition, CsvDataOptions.Labels.Name, "the columns of the labels"),
        (RegressionOptions.Definition, CsvDataOptions.Target.Name, "the column of the number"),
        (CountOptions.Definition, CsvDataOptions.Target.Name, "the column of the count"),
        (SurvivalOptions.Definition, CsvDataOptions.Target.Name, "the column of the time"),
    ];

    /// <summary>A source has a path.</summary>
    public static Rule HasPath { get; } = new(
        "I2MOE601",
        "A source of data has no path",
        RuleSeverity.Error,
        "The {0} source does not say where it is. Give 'path', from the folder of the experiment, for example 'path: data/samples{1}'.",
        DataText.Find((_, data) => data.AllSources()
            .Where(place => place.Source.Definition.FindOption("Path") is { } path && !place.Source.IsGiven(path))
            .Select(place => (place.Path, new[] { place.Source.Definition.Kind, ExampleEnding(place.Source.Definition) }))));

    /// <summary>No text is empty.</summary>
    public static Rule NoEmptyText { get; } = new(
        "I2MOE602",
        "A text of the data section is empty",
        RuleSeverity.Error,
        "'{0}' has an empty text in {1}. Write what is meant, or remove it.",
        FindEmptyTexts);

    /// <summary>A path does not end like that of another source.</summary>
    public static Rule PathFitsSource { get; } = new(
        "I2MOE603",
        "A path ends like that of another source",
        RuleSeverity.Warning,
        "'{0}' does not look like {1}. Did you mean 'kind: {2}'?",
        DataText.Find(FindOtherPaths));

    /// <summary>A table says what the task predicts, and nothing else.</summary>
    public static Rule PredictsTheTask { get; } = new(
        "I2MOE604",
        "A table does not say what the task predicts",
        RuleSeverity.Error,
        "A {0} task needs {1}, {2}; the {3} source gives {4}. Give {1} and no other of label, labels, target and event.",
        DataText.Find(FindWrongPredictions));

    /// <summary>There is a name for every class or label.</summary>
    public static Rule NameForEveryClass { get; } = new(
        "I2MOE605",
        "The number of class names is not that of the task",
        RuleSeverity.Error,
        "'class_names' has {0}, but the task has {1} {2}. Give {1}, in the order of their numbers.",
        DataText.Find(FindWrongCounts));

    /// <summary>Names of classes are given where there are classes to name.</summary>
    public static Rule NamesClasses { get; } = new(
        "I2MOE606",
        "Class names are given where there are no classes",
        RuleSeverity.Error,
        "'class_names' names nothing here: {0}. Remove it.",
        DataText.Find(FindNamesOfNothing));

    /// <summary>The names of classes differ.</summary>
    public static Rule DistinctClassNames { get; } = new(
        "I2MOE607",
        "A class name is given twice",
        RuleSeverity.Error,
        "'class_names' has {0}. Every class needs a name of its own.",
        DataText.Find((_, data) => data.Source.TextsOf("ClassNames").Where(name => name.Length > 0)
            .GroupBy(LabelValue.Parse)
            .Where(group => group.Count() > 1)
            .Select(group => (new SpecificationPath(Section.Source, Option: "ClassNames"), new[] { Repeated([.. group.Distinct()]) }))));

    /// <summary>There is a column for every label.</summary>
    public static Rule ColumnForEveryLabel { get; } = new(
        "I2MOE608",
        "The number of label columns is not the number of labels",
        RuleSeverity.Error,
        "'labels' names {0}, but the task has {1} labels. Give a column for each of them.",
        DataText.Find((specification, data) =>
            data.Source.IsTable()
            && specification.Task is { } task
            && task.Definition == MultiLabelOptions.Definition
            && DataText.Outputs(task) is int labels
            && data.Source.ValidNames(CsvDataOptions.Labels) is { Count: > 0 } columns
            && DoNotFill(columns, labels)
                ? [(DataText.InSource(CsvDataOptions.Labels), [DataText.Count(columns.Count, "column"), OptionText.Value(labels)])]
                : []));

    /// <summary>A delimiter is one character.</summary>
    public static Rule DelimiterIsCharacter { get; } = new(
        "I2MOE609",
        "A delimiter is not one character",
        RuleSeverity.Error,
        "'delimiter' is '{0}', which has {1} characters. Allowed: one, for example \";\" or \"\\t\" for a tab.",
        DataText.Find((_, data) => data.AllSources()
            .Where(place => place.Source.TextOf("Delimiter").Length > 1)
            .Select(place => (place.Path with { Option = CsvDataOptions.Delimiter.Name }, new[] { place.Source.TextOf("Delimiter"), OptionText.Value(place.Source.TextOf("Delimiter").Length) }))));

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } =
        [HasPath, NoEmptyText, PathFitsSource, PredictsTheTask, NameForEveryClass, NamesClasses, DistinctClassNames, ColumnForEveryLabel, DelimiterIsCharacter];

    /// <summary>Whether <paramref name="columns"/> cannot be <paramref name="wanted"/> columns; a pattern may be any number of them.</summary>
    internal static bool DoNotFill(EquatableArray<string> columns, int wanted) =>
        columns.Any(column => column.Contains('*')) ? columns.Count(column => !column.Contains('*')) >= wanted : columns.Count != wanted;

    private static string Repeated(string[] names) =>
        names.Length == 1 ? $"'{names[0]}' twice" : $"'{names[0]}' and '{names[1]}', which are the same {(LabelValue.Parse(names[0]).Number is null ? "truth value" : "number")}";

    private static string ExampleEnding(ComponentDefinition source) =>
        s_extensions.FirstOrDefault(known => known.Source == source).Extension ?? "";

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindEmptyTexts(ModelSpecification specification)
    {
        foreach ((Component component, SpecificationPath path) in specification.Components.Where(place => place.Path.Section is Section.Data or Section.Source or Section.JoinedSource or Section.Tokenizer or Section.Network or Section.Split))
        {
            foreach (Option option in component.Definition.Options.Where(component.IsGiven))
            {
                bool isEmpty = option.Type == OptionType.Text
                    ? component.Get(option) is string text && text.Trim().Length == 0 && text != "\t"
                    : component.TextsOf(option.Name).Any(item => item.Trim().Length == 0);
                if (isEmpty)
                {
                    yield return (path with { Option = option.Name }, [option.YamlName, ComponentText.Describe(specification, component, path)]);
                }
            }
        }

        EquatableArray<ModalityData> modalities = specification.Data?.Modalities ?? default;
        for (int i = 0; i < modalities.Count; i++)
        {
            if (modalities[i].Names.Concat(modalities[i].Categories.SelectMany(category => category.Levels.Concat([category.Column]))).Any(name => name.Trim().Length == 0))
            {
                yield return (DataText.At(i), [Wording.Modality(modalities[i].Modality), "the data section"]);
            }
        }

        EquatableArray<FeatureNames> features = specification.Data?.FeatureNames ?? default;
        for (int i = 0; i < features.Count; i++)
        {
            if (features[i].Names.Any(name => name.Trim().Length == 0))
            {
                yield return (DataText.InFeatureNames(i), [Wording.Modality(features[i].Modality), "'feature_names'"]);
            }
        }
    }

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindOtherPaths(ModelSpecification specification, DataSpecification data)
    {
        foreach ((Component source, SpecificationPath place) in data.AllSources())
        {
            string path = source.TextOf("Path");
            ComponentDefinition? meant = s_extensions.FirstOrDefault(known => path.EndsWith(known.Extension, StringComparison.OrdinalIgnoreCase)).Source;
            if (meant is not null && meant != source.Definition)
            {
                string what = source.Definition.Summary;
                yield return (place with { Option = "Path" }, [path, char.ToLowerInvariant(what[0]) + what.Substring(1).TrimEnd('.'), meant.Kind]);
            }
        }
    }

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindWrongPredictions(ModelSpecification specification, DataSpecification data)
    {
        Component source = data.Source;
        (ComponentDefinition task, string option, string what) = s_predicted.FirstOrDefault(known => known.Task == specification.Task?.Definition);
        if (!source.IsTable() || task is null)
        {
            yield break;
        }

        bool hasEvent = task == SurvivalOptions.Definition;
        string[] wanted = hasEvent ? [option, CsvDataOptions.Event.Name] : [option];
        string[] given = [.. s_predicted.Select(known => known.Option).Append(CsvDataOptions.Event.Name).Distinct().Where(name => source.IsGiven(source.Definition.FindOption(name)!))];
        if (!given.SequenceEqual(wanted))
        {
            string? wrong = given.FirstOrDefault(name => !wanted.Contains(name));
            yield return (
                new SpecificationPath(Section.Source, Option: wrong),
                [task.Kind, Keys(wanted), hasEvent ? what + " and that of whether the event happened" : what, source.Definition.Kind, given.Length == 0 ? "none" : Keys(given)]);
        }

        static string Keys(string[] names) => string.Join(" and ", names.Select(name => $"'{Option.ToSnakeCase(name)}'"));
    }

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindWrongCounts(ModelSpecification specification, DataSpecification data)
    {
        EquatableArray<string> names = data.Source.TextsOf("ClassNames");
        bool isNamed = specification.Task is { } task && (task.Definition is TaskDefinition { PredictsClass: true } || (!data.Source.IsTable() && task.Definition is TaskDefinition { PredictsNumber: false }));
        if (names.Count > 0 && isNamed && DataText.Outputs(specification.Task) is int outputs && names.Count != outputs)
        {
            string what = specification.Task!.Definition is TaskDefinition { PredictsClass: true } ? "classes" : "labels";
            yield return (new SpecificationPath(Section.Source, Option: "ClassNames"), [DataText.Count(names.Count, "name"), OptionText.Value(outputs), what]);
        }
    }

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindNamesOfNothing(ModelSpecification specification, DataSpecification data)
    {
        ComponentDefinition? task = specification.Task?.Definition;
        string? reason = task == RegressionOptions.Definition ? "a regression predicts a number"
            : task == CountOptions.Definition ? "a count is a number"
            : task == SurvivalOptions.Definition ? "a time has no classes"
            : task == MultiLabelOptions.Definition && data.Source.IsTable() ? "the labels of a table are named after their columns" : null;
        if (reason is not null && data.Source.TextsOf("ClassNames").Count > 0)
        {
            yield return (new SpecificationPath(Section.Source, Option: "ClassNames"), [reason]);
        }
    }
}
