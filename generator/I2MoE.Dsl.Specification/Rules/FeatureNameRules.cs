using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about the names of features (I2MOE624 to I2MOE627).</summary>
public static class FeatureNameRules
{
    /// <summary>The features of modalities of the model are named.</summary>
    public static Rule KnownModality { get; } = new(
        "I2MOE624",
        "Features are named of a modality that is not there",
        RuleSeverity.Error,
        "'‹@{0}›' is no modality of {1}, so that it has no features to name. Its modalities: {2}.{3}",
        DataText.Find((specification, data) => Where(data, (names, _) => specification.FindModality(names.Modality) is null, names =>
        {
            string[] known = [.. specification.Modalities.Select(modality => modality.Name)];
            return [names.Modality, specification.Declaration.Name, Wording.Modalities(known), Wording.DidYouMean(names.Modality, known)];
        })));

    /// <summary>The features of a modality are named once.</summary>
    public static Rule DistinctModalities { get; } = new(
        "I2MOE625",
        "The features of a modality are named twice",
        RuleSeverity.Error,
        "The features of modality '‹@{0}›' are named twice. Keep one of the two.",
        DataText.Find((_, data) => Where(data, (names, index) => data.FeatureNames.Take(index).Any(earlier => earlier.Modality == names.Modality), names => [names.Modality])));

    /// <summary>There is a name for every feature.</summary>
    public static Rule NameForEveryFeature { get; } = new(
        "I2MOE626",
        "The number of names is not that of the features",
        RuleSeverity.Error,
        "Modality '‹@{0}›' has {1}, but 'feature_names' has {2} for it. Give a name for every feature, in their order.",
        DataText.Find((specification, data) => Where(
            data,
            (names, _) => !names.IsFile && FeaturesOf(specification, names) is int features && features != names.Names.Count,
            names => [names.Modality, DataText.Count(FeaturesOf(specification, names)!.Value, "feature"), DataText.Count(names.Names.Count, "name")])));

    /// <summary>Features are named that have no names yet.</summary>
    public static Rule NamesFeatures { get; } = new(
        "I2MOE627",
        "Feature names are given where there is nothing to name",
        RuleSeverity.Error,
        "'feature_names' names nothing in modality '‹@{0}›': {1}. Remove it.",
        DataText.Find((specification, data) => Where(
            data,
            (names, _) => ReasonAgainst(specification, data, names) is not null,
            names => [names.Modality, ReasonAgainst(specification, data, names)!])));

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } = [KnownModality, DistinctModalities, NameForEveryFeature, NamesFeatures];

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> Where(
        DataSpecification data,
        Func<FeatureNames, int, bool> isBroken,
        Func<FeatureNames, string[]> arguments) =>
        data.FeatureNames
            .Select((names, index) => (Names: names, Index: index))
            .Where(place => isBroken(place.Names, place.Index))
            .Select(place => (DataText.InFeatureNames(place.Index), arguments(place.Names)));

    // Null too where another rule says that there is nothing to name.
    private static int? FeaturesOf(ModelSpecification specification, FeatureNames names) =>
        specification.Data is { } data && ReasonAgainst(specification, data, names) is null && specification.FindModality(names.Modality) is { } modality
            ? DataText.Features(EmbeddingShape.Input(modality))
            : null;

    private static string? ReasonAgainst(ModelSpecification specification, DataSpecification data, FeatureNames names)
    {
        if (specification.FindModality(names.Modality) is not { } modality)
        {
            return null;
        }

        bool hasTokens = modality.Encoders.Any(encoder => encoder.Definition is EncoderDefinition { Input.IsTokens: true });
        return hasTokens ? "its values are token ids" : data.SourceOf(names.Modality).IsTable() ? "the columns of a table are the names of its features" : null;
    }
}
