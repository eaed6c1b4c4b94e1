using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about what of the data belongs to which modality (I2MOE610 to I2MOE618).</summary>
public static class DataModalityRules
{
    private const string Predicted = "what is predicted";
    private const string Ids = "the ids of the samples";

    /// <summary>The data are of modalities of the model.</summary>
    public static Rule KnownModality { get; } = new(
        "I2MOE610",
        "Data are given for a modality that is not there",
        RuleSeverity.Error,
        "'‹@{0}›' is no modality of {1}, so that no data belong to it. Its modalities: {2}.{3}",
        DataText.Find((specification, data) => Where(data, modality => specification.Modalities.Count > 0 && !IsModality(specification, modality), modality =>
        {
            string[] names = [.. specification.Modalities.Select(known => known.Name)];
            return [modality.Modality, specification.Declaration.Name, Wording.Modalities(names), Wording.DidYouMean(modality.Modality, names)];
        })));

    /// <summary>A modality has its data once.</summary>
    public static Rule DistinctModalities { get; } = new(
        "I2MOE611",
        "The data of a modality are given twice",
        RuleSeverity.Error,
        "The data of modality '‹@{0}›' are given twice. Keep one; several columns are a list.",
        DataText.Find(FindRepeated));

    /// <summary>Every modality of a table has columns.</summary>
    public static Rule HasColumns { get; } = new(
        "I2MOE612",
        "A modality has no columns in a table",
        RuleSeverity.Error,
        "Modality '‹@{0}›' has no columns: a table does not say itself which belong to it. Add '‹@{0}›' to 'modalities' of 'data', with a list of columns, in which one * stands for any text.",
        DataText.Find((specification, data) => data.Source.IsTable() && data.Modalities.All(modality => IsModality(specification, modality))
            ? specification.Modalities
                .Select(modality => modality.Name)
                .Where(name => data.Modalities.All(modality => modality.Modality != name) && data.Sources.All(joined => joined.Modality != name))
                .Select(name => (new SpecificationPath(Section.ModalityData), new[] { name }))
            : []));

    /// <summary>A modality names something.</summary>
    public static Rule NamesSomething { get; } = new(
        "I2MOE613",
        "The list of a modality's columns is empty",
        RuleSeverity.Error,
        "The list of the data of modality '‹@{0}›' is empty. Name its columns or its array.",
        DataText.Find((_, data) => Where(data, modality => modality.Names.Count == 0 && modality.Categories.Count == 0, modality => [modality.Modality])));

    /// <summary>A modality is one array.</summary>
    public static Rule NamesOneArray { get; } = new(
        "I2MOE614",
        "A modality names several arrays",
        RuleSeverity.Error,
        "Modality '‹@{0}›' names {1} arrays, but in {2} source a modality is one array. Keep one, or use a table.",
        DataText.Find((_, data) => Where(
            data,
            modality => data.SourceOf(modality.Modality).IsArrays() && modality.Names.Count > 1 && !modality.IsImage,
            modality => [modality.Modality, OptionText.Value(modality.Names.Count), An(data.SourceOf(modality.Modality))])));

    /// <summary>Pictures are named in a table.</summary>
    public static Rule ImagesInTable { get; } = new(
        "I2MOE615",
        "Pictures are named outside a table",
        RuleSeverity.Error,
        "'images' of modality '‹@{0}›' needs a table (csv, parquet), one column of which names the files; {1} source has arrays.",
        DataText.Find((_, data) => Where(
            data,
            modality => data.SourceOf(modality.Modality).IsArrays() && modality.IsImage,
            modality => [modality.Modality, An(data.SourceOf(modality.Modality))])));

    /// <summary>A picture has the shape of one.</summary>
    public static Rule ImagesHaveShape { get; } = new(
        "I2MOE616",
        "Pictures are read into a modality that has not the shape of one",
        RuleSeverity.Error,
        "The pictures of modality '‹@{0}›' have the shape [3, H, W] (colours) or [1, H, W] (grey), but the modality has the shape {1}.",
        DataText.Find((specification, data) => Where(
            data,
            modality => data.SourceOf(modality.Modality).IsTable() && modality is { IsImage: true, Network: null } && ShapeOf(specification, modality) is { Count: > 0 } shape && !IsPicture(shape),
            modality => [modality.Modality, OptionText.Value(ShapeOf(specification, modality))])));

    /// <summary>A vector has as many columns as features.</summary>
    public static Rule ColumnForEveryFeature { get; } = new(
        "I2MOE617",
        "The number of a modality's columns is not that of its features",
        RuleSeverity.Error,
        "Modality '‹@{0}›' has {1}, but names {2}. Give a column for every feature; one * stands for any text.",
        DataText.Find((specification, data) => Where(
                data,
                modality => data.SourceOf(modality.Modality).IsTable() && !modality.IsImage && !modality.IsText && DataText.Features(ShapeOf(specification, modality)) is int features && DoNotFill(modality, features, data.SourceOf(modality.Modality)),
                modality => [modality.Modality, DataText.Count(DataText.Features(ShapeOf(specification, modality))!.Value, "feature"), Found(modality)])));

    /// <summary>A column belongs to one modality, or is what is predicted.</summary>
    public static Rule DistinctColumns { get; } = new(
        "I2MOE618",
        "A column belongs to two",
        RuleSeverity.Error,
        "'{0}' belongs to {1} already, and cannot belong to modality '‹@{2}›' too.",
        DataText.Find(FindShared));

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } =
        [KnownModality, DistinctModalities, HasColumns, NamesSomething, NamesOneArray, ImagesInTable, ImagesHaveShape, ColumnForEveryFeature, DistinctColumns];

    private static string An(Component source) => $"an {source.Definition.Kind}";

    private static bool IsModality(ModelSpecification specification, ModalityData modality) =>
        specification.FindModality(modality.Modality) is not null;

    private static EquatableArray<int> ShapeOf(ModelSpecification specification, ModalityData modality) =>
        specification.FindModality(modality.Modality) is { } known ? EmbeddingShape.Input(known) : default;

    private static bool IsPicture(EquatableArray<int> shape) => shape is [1 or 3, _, _];

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> Where(
        DataSpecification data,
        Func<ModalityData, bool> isBroken,
        Func<ModalityData, string[]> arguments) =>
        data.Modalities
            .Select((modality, index) => (Modality: modality, Path: DataText.At(index)))
            .Where(place => isBroken(place.Modality))
            .Select(place => (place.Path, arguments(place.Modality)));

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindRepeated(ModelSpecification specification, DataSpecification data)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < data.Modalities.Count; i++)
        {
            if (!seen.Add(data.Modalities[i].Modality))
            {
                yield return (DataText.At(i), [data.Modalities[i].Modality]);
            }
        }
    }

    // A category has at least one level.
    private static bool DoNotFill(ModalityData modality, int features, Component source)
    {
        if (modality.Categories.Count == 0)
        {
            // A column of lists has several.
            return modality.Names.Count > 0
                && (source.Definition == ParquetDataOptions.Definition ? modality.Names.Count > features : DataSourceRules.DoNotFill(modality.Names, features));
        }

        int least = modality.Names.Count + modality.Categories.Sum(category => category.Width ?? 1 + CategoryColumn.Others);
        bool isKnown = modality.Names.All(name => !name.Contains('*')) && modality.Categories.All(category => category.Width is not null);
        return isKnown ? least != features : least > features;
    }

    private static string Found(ModalityData modality)
    {
        if (modality.Categories.Count == 0)
        {
            return DataText.Count(modality.Names.Count, "column");
        }

        bool isKnown = modality.Names.All(name => !name.Contains('*')) && modality.Categories.All(category => category.Width is not null);
        int values = modality.Names.Count + modality.Categories.Sum(category => category.Width ?? 1 + CategoryColumn.Others);
        return $"{DataText.Count(modality.Names.Count, "column")} of numbers and {DataText.Count(modality.Categories.Count, "column")} of categories with {(isKnown ? "" : "at least ")}{OptionText.Value(values)} values (a category has one for each level, one for <other> and one for <missing>)";
    }

    // Equal texts only: whether two patterns name the same column, the file has to say.
    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindShared(ModelSpecification specification, DataSpecification data)
    {
        Dictionary<(Component Source, string Name), string> owners = [];
        Component first = data.Source;
        foreach (string predicted in first.TextsOf("Labels").Concat([first.TextOf("Label"), first.TextOf("Labels"), first.TextOf("Target")]))
        {
            owners[(first, predicted)] = Predicted;
        }

        foreach ((Component source, _) in data.AllSources().Where(place => place.Source.TextOf("Id").Length > 0))
        {
            owners[(source, source.TextOf("Id"))] = Ids;
        }

        for (int i = 0; i < data.Modalities.Count; i++)
        {
            ModalityData modality = data.Modalities[i];
            Component source = data.SourceOf(modality.Modality);
            foreach (string name in modality.Names.Concat(modality.Categories.Select(category => category.Column)).Where(name => name.Trim().Length > 0))
            {
                if (owners.TryGetValue((source, name), out string owner) && (source.IsTable() || owner is Predicted or Ids))
                {
                    yield return (DataText.At(i), [name, owner, modality.Modality]);
                }
                else
                {
                    owners[(source, name)] = $"modality '{Wording.Modality(modality.Modality)}'";
                }
            }
        }

        // Several sequences may have the same lengths.
        for (int i = 0; i < data.Modalities.Count; i++)
        {
            ModalityData modality = data.Modalities[i];
            if (modality.Length.Length > 0 && owners.TryGetValue((data.SourceOf(modality.Modality), modality.Length), out string owner))
            {
                yield return (DataText.At(i), [modality.Length, owner, modality.Modality]);
            }
        }
    }
}
