namespace I2MoE.Dsl.Interactions.Study;

/// <summary>The constructions of the study.</summary>
internal static class StudyConstructions
{
    /// <summary>All of them; a run draws from one by its name.</summary>
    public static IReadOnlyList<LatentConstruction> All { get; } =
    [
        .. TableConstructions.All, .. LabelConstructions.All, .. NumberConstructions.All, .. FormConstructions.All, .. FusionConstructions.All, .. MissingConstructions.All, .. FourConstructions.All,
    ];

    /// <summary>The groups.</summary>
    public static IReadOnlyList<string> Groups { get; } = [.. All.Select(construction => construction.Group).Distinct()];

    /// <summary>Those of some groups, or whose names begin with some words that name no group; all where nothing is asked.</summary>
    public static IReadOnlyList<LatentConstruction> Of(IReadOnlyList<string>? asked) => asked is null
        ? All
        : [.. All.Where(construction => asked.Any(text => Groups.Contains(text) ? text == construction.Group : construction.Name.StartsWith(text, StringComparison.Ordinal)))];
}
