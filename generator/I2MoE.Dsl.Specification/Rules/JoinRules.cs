using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about modalities that have a source of their own (I2MOE790 to I2MOE796).</summary>
public static class JoinRules
{
    private static readonly string[] s_predicting = ["Label", "Labels", "Target", "ClassNames"];

    /// <summary>A source is one of a modality of the model.</summary>
    public static Rule KnownModality { get; } = new(
        "I2MOE790",
        "A source is given for a modality that is not there",
        RuleSeverity.Error,
        "'‹@{0}›' is no modality of {1}, so that it has no source. Its modalities: {2}.{3}",
        DataText.Find((specification, data) => Where(data, (joined, _) => specification.FindModality(joined.Modality) is null, joined =>
        {
            string[] names = [.. specification.Modalities.Select(known => known.Name)];
            return [joined.Modality, specification.Declaration.Name, Wording.Modalities(names), Wording.DidYouMean(joined.Modality, names)];
        })));

    /// <summary>A modality has one source.</summary>
    public static Rule OneSource { get; } = new(
        "I2MOE791",
        "A modality has two sources",
        RuleSeverity.Error,
        "The source of modality '‹@{0}›' is given twice. Keep one.",
        DataText.Find((_, data) => Where(data, (joined, index) => data.Sources.Take(index).Any(earlier => earlier.Modality == joined.Modality), joined => [joined.Modality])));

    /// <summary>Sources that are joined have ids.</summary>
    public static Rule HasIds { get; } = new(
        "I2MOE792",
        "A source that is joined has no ids",
        RuleSeverity.Error,
        "Sources are joined by the ids of the samples, but {0} has none. Give 'id', the {1} of the ids, or 'ids', a text file with one on each line.",
        DataText.Find((specification, data) => data.Sources.Count == 0 ? [] : SourcesOf(specification, data)
            .Where(place => HasIdentity(place.Source) && !IsGiven(place.Source, IdentityOptions.Id) && !IsGiven(place.Source, IdentityOptions.Ids))
            .Select(place => (place.Path, new[] { place.Name, place.Source.IsTable() ? "column" : "array" }))));

    /// <summary>Ids stand in one place.</summary>
    public static Rule OnePlaceOfIds { get; } = new(
        "I2MOE793",
        "The ids of a source are given twice",
        RuleSeverity.Error,
        "{0} has 'id' and 'ids', which are two places for one thing. Keep 'id' where the source has the ids itself, or 'ids' where a file of their own has them.",
        DataText.Find((specification, data) => SourcesOf(specification, data)
            .Where(place => HasIdentity(place.Source) && IsGiven(place.Source, IdentityOptions.Id) && IsGiven(place.Source, IdentityOptions.Ids))
            .Select(place => (place.Path with { Option = IdentityOptions.Ids.Name }, new[] { char.ToUpperInvariant(place.Name[0]) + place.Name.Substring(1) }))));

    /// <summary>What is predicted is in the first source.</summary>
    public static Rule PredictsInFirst { get; } = new(
        "I2MOE794",
        "The source of a modality says what is predicted",
        RuleSeverity.Error,
        "'{0}' belongs to 'source', which has what is predicted; the source of modality '‹@{1}›' has its values alone. Move or remove it.",
        DataText.Find((_, data) => data.Sources.SelectMany((joined, index) => s_predicting
            .Where(name => joined.Source.Definition.FindOption(name) is { } option && joined.Source.IsGiven(option))
            .Select(name => (new SpecificationPath(Section.JoinedSource, index, Option: name), new[] { Option.ToSnakeCase(name), joined.Modality })))));

    /// <summary>Random data are joined to nothing.</summary>
    public static Rule RandomStandsAlone { get; } = new(
        "I2MOE795",
        "Random data are joined",
        RuleSeverity.Error,
        "{0} is random data, which have every modality and no ids. Remove 'sources', or give a file.",
        DataText.Find((specification, data) => data.Sources.Count == 0 ? [] : SourcesOf(specification, data)
            .Where(place => place.Source.Definition == RandomDataOptions.Definition)
            .Select(place => (place.Path, new[] { char.ToUpperInvariant(place.Name[0]) + place.Name.Substring(1) }))));

    /// <summary>Something is joined where it is said how.</summary>
    public static Rule JoinsSomething { get; } = new(
        "I2MOE796",
        "It is said how sources are joined, but there is one",
        RuleSeverity.Warning,
        "'join' has no effect: all modalities are in one source. Remove it, or give modalities sources of their own in 'sources'.",
        DataText.Find((_, data) => data.Sources.Count == 0 && data.Options.IsGiven(DataOptions.Join)
            ? [(new SpecificationPath(Section.Data, Option: DataOptions.Join.Name), [])]
            : []));

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } = [KnownModality, OneSource, HasIds, OnePlaceOfIds, PredictsInFirst, RandomStandsAlone, JoinsSomething];

    private static bool HasIdentity(Component source) => source.Definition.FindOption(IdentityOptions.Id.Name) is not null;

    // An empty text is another rule's.
    private static bool IsGiven(Component source, Option<string> option) => source.IsGiven(option);

    private static IEnumerable<(Component Source, SpecificationPath Path, string Name)> SourcesOf(ModelSpecification specification, DataSpecification data) =>
        data.AllSources().Select(place => (place.Source, place.Path, ComponentText.Describe(specification, place.Source, place.Path)));

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> Where(
        DataSpecification data,
        Func<JoinedSource, int, bool> isBroken,
        Func<JoinedSource, string[]> arguments) =>
        data.Sources
            .Select((joined, index) => (Joined: joined, Index: index))
            .Where(place => isBroken(place.Joined, place.Index))
            .Select(place => (new SpecificationPath(Section.JoinedSource, place.Index), arguments(place.Joined)));
}
