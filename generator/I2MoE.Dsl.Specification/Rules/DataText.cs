using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>What the rules about data ask again and again. They speak in the words of YAML, since only YAML has a data section.</summary>
internal static class DataText
{
    /// <summary>Finds something in the data; nothing where none are stated.</summary>
    public static Func<ModelSpecification, IEnumerable<(SpecificationPath Path, string[] Arguments)>> Find(
        Func<ModelSpecification, DataSpecification, IEnumerable<(SpecificationPath Path, string[] Arguments)>> find) =>
        specification => specification.Data is { } data ? find(specification, data) : [];

    /// <summary>The place of an option of the source.</summary>
    public static SpecificationPath InSource(Option? option = null) => new(Section.Source, Option: option?.Name);

    /// <summary>The place of an option of the split.</summary>
    public static SpecificationPath InSplit(Option? option = null) => new(Section.Split, Option: option?.Name);

    /// <summary>The place of what belongs to a modality.</summary>
    public static SpecificationPath At(int index) => new(Section.ModalityData, index);

    /// <summary>The place of the names of a modality's features.</summary>
    public static SpecificationPath InFeatureNames(int index) => new(Section.FeatureNames, index);

    /// <summary>Every source with its place: the first, and those of modalities alone.</summary>
    public static IEnumerable<(Component Source, SpecificationPath Path)> AllSources(this DataSpecification data) =>
        new[] { (data.Source, new SpecificationPath(Section.Source)) }.Concat(data.Sources.Select((joined, index) => (joined.Source, new SpecificationPath(Section.JoinedSource, index))));

    /// <summary>The source of a modality: its own, or the first.</summary>
    public static Component SourceOf(this DataSpecification data, string modality) =>
        data.Sources.FirstOrDefault(joined => joined.Modality == modality)?.Source ?? data.Source;

    /// <summary>Whether the source is a table, whose columns are grouped into modalities.</summary>
    public static bool IsTable(this Component source) => source.Definition == CsvDataOptions.Definition || source.Definition == ParquetDataOptions.Definition;

    /// <summary>Whether the source is arrays, one a modality.</summary>
    public static bool IsArrays(this Component source) =>
        source.Definition == NpyDataOptions.Definition || source.Definition == NpzDataOptions.Definition || source.Definition == Hdf5DataOptions.Definition;

    /// <summary>The text of the option called <paramref name="name"/>; empty where it has none, or something else was given.</summary>
    public static string TextOf(this Component component, string name) =>
        component.Definition.FindOption(name) is { } option && component.Get(option) is string text ? text : "";

    /// <summary>The texts of the option called <paramref name="name"/>; none where it has none, or something else was given.</summary>
    public static EquatableArray<string> TextsOf(this Component component, string name) =>
        component.Definition.FindOption(name) is { } option && component.Get(option) is EquatableArray<string> texts ? texts : default;

    /// <summary>The number of names or columns that a task takes; null where the task does not say it.</summary>
    public static int? Outputs(Component? task) => task?.Definition is TaskDefinition { Outputs: { } outputs } ? task.ValidInteger(outputs) : null;

    /// <summary>The modality called <paramref name="name"/>; null where there is none.</summary>
    public static ModalitySpecification? FindModality(this ModelSpecification specification, string name) =>
        specification.Modalities.FirstOrDefault(modality => modality.Name == name);

    /// <summary>The number of values of a sample of the shape; null where the shape is not known, or too large to be one.</summary>
    public static int? Features(EquatableArray<int> shape)
    {
        double features = shape.Aggregate(1.0, (product, size) => product * size);
        return shape.Count > 0 && features <= int.MaxValue ? (int)features : null;
    }

    /// <summary>A count with its noun, for example <c>1 name</c> and <c>2 names</c>.</summary>
    public static string Count(int count, string noun) => $"{OptionText.Value(count)} {noun}{(count == 1 ? "" : "s")}";
}
