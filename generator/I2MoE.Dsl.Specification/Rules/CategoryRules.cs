using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about columns of categories (I2MOE797 to I2MOE799).</summary>
public static class CategoryRules
{
    /// <summary>Categories are columns of a table.</summary>
    public static Rule InTable { get; } = new(
        "I2MOE797",
        "Categories are named outside a table",
        RuleSeverity.Error,
        "'categories' of modality '‹@{0}›' needs a table (csv, parquet), whose columns have the words; an {1} source has arrays.",
        DataText.Find((_, data) => Where(data, modality => modality.Categories.Count > 0 && data.SourceOf(modality.Modality).IsArrays(), modality => [modality.Modality, data.SourceOf(modality.Modality).Definition.Kind])));

    /// <summary>The levels of a category differ.</summary>
    public static Rule DistinctLevels { get; } = new(
        "I2MOE798",
        "A level of a category is given twice",
        RuleSeverity.Error,
        "The category '{0}' of modality '‹@{1}›' has the level '{2}' twice; levels that are numbers are compared as numbers. Every level is named once.",
        DataText.Find((_, data) => data.Modalities.SelectMany((modality, index) => modality.Categories
            .Select(category => (category.Column, Twice: category.Levels.GroupBy(LabelValue.Parse).FirstOrDefault(group => group.Count() > 1)?.Key))
            .Where(category => category.Twice is not null)
            .Select(category => (DataText.At(index), new[] { category.Column, modality.Modality, ShownText.Of(category.Twice!.Value.Text) })))));

    /// <summary>Categories are features of a vector.</summary>
    public static Rule InVector { get; } = new(
        "I2MOE799",
        "Categories are read into a modality that is no vector",
        RuleSeverity.Error,
        "The categories of modality '‹@{0}›' are features of a vector, {1}. Give it 'features' and an encoder of numbers.",
        DataText.Find((specification, data) => Where(data, modality => modality.Categories.Count > 0 && Problem(specification, modality) is not null, modality => [modality.Modality, Problem(specification, modality)!])));

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } = [InTable, DistinctLevels, InVector];

    private static string? Problem(ModelSpecification specification, ModalityData data)
    {
        if (specification.FindModality(data.Modality) is not { } modality)
        {
            return null;
        }

        return modality.Encoders.Any(encoder => encoder.Definition is EncoderDefinition { Input.IsTokens: true }) ? "but the modality takes token ids"
            : EmbeddingShape.Input(modality) is { Count: > 1 } shape ? $"but the modality has the shape {OptionText.Value(shape)}"
            : null;
    }

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> Where(DataSpecification data, Func<ModalityData, bool> isBroken, Func<ModalityData, string[]> arguments) =>
        data.Modalities
            .Select((modality, index) => (Modality: modality, Path: DataText.At(index)))
            .Where(place => isBroken(place.Modality))
            .Select(place => (place.Path, arguments(place.Modality)));
}
