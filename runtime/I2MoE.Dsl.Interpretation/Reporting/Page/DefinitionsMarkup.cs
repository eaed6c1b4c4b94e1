namespace I2MoE.Dsl.Interpretation.Reporting.Page;

/// <summary>What unique, shared and only-together mean, with a picture, for readers who have not read the paper.</summary>
internal static class DefinitionsMarkup
{
    // Two circles that overlap: what either tells. Around them a ring: what neither tells by itself.
    private const string Picture = """
        <svg class="venn" viewBox="0 0 220 130" role="img" aria-label="Two overlapping circles, A and B, inside a dashed ring: unique, shared, and only together">
        <rect x="3" y="3" width="214" height="124" rx="62" fill="none" stroke="#D55E00" stroke-width="3" stroke-dasharray="7 5"></rect>
        <circle cx="86" cy="62" r="42" fill="#0072B2" fill-opacity=".35" stroke="#0072B2" stroke-width="2"></circle>
        <circle cx="134" cy="62" r="42" fill="#E69F00" fill-opacity=".35" stroke="#E69F00" stroke-width="2"></circle>
        <text x="66" y="67" text-anchor="middle">A</text><text x="154" y="67" text-anchor="middle">B</text><text x="110" y="67" text-anchor="middle">A∩B</text>
        <text x="110" y="121" text-anchor="middle">A + B</text>
        </svg>
        """;

    /// <summary>The definitions.</summary>
    /// <param name="model">The model, whose experts are of all modalities or of pairs.</param>
    public static string Of(ModelDescription model) => $"""
        <figure class="card definitions">
        {Picture}
        <dl>
        <dt>Unique</dt><dd>what one modality tells, and no other does (A alone, B alone).</dd>
        <dt>Shared (redundancy)</dt><dd>{Shared(model)}.</dd>
        <dt>Only together (synergy)</dt><dd>{(HasPairs(model, InteractionKind.Synergy) ? "what two modalities tell together and neither of them tells by itself" : "what no modality tells by itself")}, as the two halves of a secret (A + B).</dd>
        </dl>
        </figure>
        """;

    private static string Shared(ModelDescription model) =>
        HasPairs(model, InteractionKind.Redundancy) ? "what either of two modalities tells by itself (A∩B)"
        : model.Modalities.Count > 2 ? "what is still told when any one modality is taken away; no single modality need tell it by itself"
        : "what either modality tells by itself (A∩B)";

    private static bool HasPairs(ModelDescription model, InteractionKind kind) => model.Experts.Any(expert => expert.Kind == kind && expert.IsOfPair);
}
