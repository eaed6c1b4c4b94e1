using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about levels of categories for which vectors are learned (I2MOE221 to I2MOE225, and of their data I2MOE764).</summary>
public static class EmbeddedLevelRules
{
    /// <summary>What is embedded is stated.</summary>
    public static Rule StatesLevels { get; } = new(
        "I2MOE221",
        "An embedding does not say which features are levels",
        RuleSeverity.Error,
        "‹Embedding = {0}› of modality '‹@{1}›' does not say of which features. Give ‹Levels›, how many of its last features each column of categories has: its levels, one for every other and one for none{2}.",
        specification => specification.Modalities
            .Select((modality, index) => (Modality: modality, Index: index))
            .Where(place => place.Modality.Options.ValidInteger(ModalityOptions.Embedding) is > 0 && place.Modality.Options.ValidList(ModalityOptions.Levels) is { Count: 0 })
            .Select(place => (At(place.Index, ModalityOptions.Embedding), new[]
            {
                Width(place.Modality), place.Modality.Name, specification.Data is { } data && Stated(data, place.Modality.Name) is { Count: > 0 } stated ? $". By the data, ‹Levels = {OptionText.Value(stated)}›" : ", for example ‹Levels = [4, 5]› of columns with two and with three levels",
            })));

    /// <summary>The levels are among the features.</summary>
    public static Rule LevelsAreFeatures { get; } = new(
        "I2MOE222",
        "A modality has more levels than features",
        RuleSeverity.Error,
        "‹Levels = {0}› are {1} features, but modality '‹@{2}›' has {3}. They are its last features, and those before them its numbers: give as many features, or fewer levels.",
        specification => Embedded(specification)
            .Where(place => EmbeddingShape.Input(place.Modality) is [int features] && place.Levels.Sum(count => (long)count) > features)
            .Select(place => (At(place.Index, ModalityOptions.Levels), new[]
            {
                OptionText.Value(place.Levels), OptionText.Value((double)place.Levels.Sum(count => (long)count)), place.Modality.Name, OptionText.Value(EmbeddingShape.Input(place.Modality)[0]),
            })));

    /// <summary>Vectors of levels reach an encoder of vectors.</summary>
    public static Rule TakesEmbedded { get; } = new(
        "I2MOE223",
        "An encoder takes no embedded levels",
        RuleSeverity.Error,
        "‹Embedding = {0}› makes a vector of the levels and numbers of modality '‹@{1}›', which the {2} encoder does not take. Use {3}, or remove ‹Embedding›.",
        specification => Embedded(specification)
            .Where(place => place.Modality.Encoders is [{ Definition: EncoderDefinition { TakesEmbeddedLevels: false } }])
            .Select(place => (At(place.Index, ModalityOptions.Embedding), new[]
            {
                Width(place.Modality), place.Modality.Name, place.Modality.Encoders[0].Definition.Kind, string.Join(", ", OptionCatalogue.Encoders.Where(encoder => encoder.TakesEmbeddedLevels).Select(encoder => encoder.Kind)),
            })));

    /// <summary>A vector is narrower than the levels that it stands for.</summary>
    public static Rule IsNarrower { get; } = new(
        "I2MOE224",
        "An embedding is as wide as the levels that it is of",
        RuleSeverity.Warning,
        "‹Embedding = {0}› makes the levels of modality '‹@{1}›' no narrower: its columns of categories have {2} features at most, so that only parameters are added. Give less than {2}, or remove ‹Embedding›, which leaves every level a feature of its own.",
        specification => Embedded(specification)
            .Where(place => place.Modality.Options.Get(ModalityOptions.Embedding) >= place.Levels.Max())
            .Select(place => (At(place.Index, ModalityOptions.Embedding), new[] { Width(place.Modality), place.Modality.Name, OptionText.Value(place.Levels.Max()) })));

    /// <summary>Levels that are stated are embedded.</summary>
    public static Rule LevelsHaveEffect { get; } = new(
        "I2MOE225",
        "Levels have no effect",
        RuleSeverity.Warning,
        "‹Levels = {0}› of modality '‹@{1}›' has no effect: without ‹Embedding› every level is a feature of its own. Give ‹Embedding›, the width of the vector of a level, or remove ‹Levels›.",
        specification => specification.Modalities
            .Select((modality, index) => (Modality: modality, Index: index))
            .Where(place => place.Modality.Options.ValidInteger(ModalityOptions.Embedding) is 0 && place.Modality.Options.ValidList(ModalityOptions.Levels) is { Count: > 0 })
            .Select(place => (At(place.Index, ModalityOptions.Levels), new[] { OptionText.Value(place.Modality.Options.Get(ModalityOptions.Levels)), place.Modality.Name })));

    /// <summary>What is embedded are the categories of the data.</summary>
    public static Rule AreThoseOfTheData { get; } = new(
        "I2MOE764",
        "The levels of a modality are not those of its data",
        RuleSeverity.Error,
        "'levels: {0}' of modality '‹@{1}›' does not fit its data, which have {2}. {3}",
        DataText.Find(FindOtherData));

    /// <summary>The rules about the model.</summary>
    internal static IReadOnlyList<Rule> OfModel { get; } = [StatesLevels, LevelsAreFeatures, TakesEmbedded, IsNarrower, LevelsHaveEffect];

    /// <summary>The rules about the data.</summary>
    internal static IReadOnlyList<Rule> OfData { get; } = [AreThoseOfTheData];

    private static SpecificationPath At(int modality, Option option) => new(Section.Modality, modality, Option: option.Name);

    private static string Width(ModalitySpecification modality) => OptionText.Value(modality.Options.Get(ModalityOptions.Embedding));

    private static IEnumerable<(ModalitySpecification Modality, int Index, EquatableArray<int> Levels)> Embedded(ModelSpecification specification) =>
        specification.Modalities
            .Select((modality, index) => (modality, index, EmbeddingShape.Levels(modality)))
            .Where(place => place.Item3 is not null)
            .Select(place => (place.modality, place.index, place.Item3!.Value));

    // Arrays may have levels of their own, 0 and 1.
    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindOtherData(ModelSpecification specification, DataSpecification data)
    {
        foreach ((ModalitySpecification modality, int index, EquatableArray<int> levels) in Embedded(specification))
        {
            if (!data.SourceOf(modality.Name).IsTable() || data.Modalities.FirstOrDefault(stated => stated.Modality == modality.Name) is not { } own)
            {
                continue;
            }

            string? found = own.Categories.Count == 0 ? "no categories" : Stated(data, modality.Name) is { } stated && !stated.Equals(levels) ? OptionText.Value(stated) : null;
            if (found is not null)
            {
                string remedy = own.Categories.Count == 0
                    ? "Name the columns of words as 'categories' of its data, or remove 'embedding' and 'levels'."
                    : $"Give 'levels: {found}': of each column its levels, one for every other and one for none.";
                yield return (At(index, ModalityOptions.Levels), [OptionText.Value(levels), modality.Name, found, remedy]);
            }
        }
    }

    // Null where only the data themselves say it.
    private static EquatableArray<int>? Stated(DataSpecification data, string modality) =>
        data.Modalities.FirstOrDefault(stated => stated.Modality == modality) is { } own && own.Categories.All(category => category.Width is not null)
            ? own.Categories.Select(category => category.Width!.Value).ToEquatableArray()
            : null;
}
