using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about the options of single fusion backbones (I2MOE307 to I2MOE315).</summary>
public static class BackboneRules
{
    private const int ReasonableTokens = 1024;
    private const double LeastTau = 0.05;
    private const double GreatestTau = 20;

    /// <summary>A token goes to no more experts than there are.</summary>
    public static Rule TopKExists { get; } = new(
        "I2MOE307",
        "A token is sent to more experts than there are",
        RuleSeverity.Error,
        "‹TopK = {0}› is more than the {1} experts of a layer: ‹RoutedExperts = {2}›, two constant, one copy and one zero expert. Allowed: {3} to {1}.",
        FindTooManyRoutes);

    /// <summary>The late fusion reads no more tokens than can be paid for.</summary>
    public static Rule LateTokensAreFew { get; } = new(
        "I2MOE308",
        "The late fusion reads very many tokens",
        RuleSeverity.Warning,
        "The late fusion makes a token of every number of the embeddings: {0} modalities * ‹Patches = {1}› * ‹HiddenDim = {2}› are {3} tokens, and attention costs the square of that. Up to {4} are reasonable; reduce ‹HiddenDim› or ‹Patches›.",
        FindManyLateTokens);

    /// <summary>No threshold is given that soft gates do not use.</summary>
    public static Rule ThresholdHasEffect { get; } = new(
        "I2MOE309",
        "The threshold of soft gates has no effect",
        RuleSeverity.Warning,
        "‹Threshold = {0}› has no effect in the interpretcc fusion, because ‹Hard = false› leaves the gates between 0 and 1. Remove ‹Threshold›, or give ‹Hard = true›.",
        FindUnusedThresholds);

    /// <summary>No patches are given for a fusion that takes vectors.</summary>
    public static Rule PatchesHaveEffect { get; } = new(
        "I2MOE310",
        "The patches of a fusion that takes vectors have no effect",
        RuleSeverity.Warning,
        "‹Patches = {0}› has no effect in the custom fusion, because ‹Embedding = Vector› gives it one vector a modality. Remove ‹Patches›, or give ‹Embedding = Tokens›.",
        FindUnusedPatches);

    /// <summary>The embedding of an encoder fills the patches.</summary>
    public static Rule PatchesHoldEmbedding { get; } = new(
        "I2MOE311",
        "An embedding has fewer numbers than patches",
        RuleSeverity.Warning,
        "The {0} fusion splits the embedding of modality '‹@{1}›', ‹HiddenDim = {2}› numbers, into ‹Patches = {3}›: {4} of them would hold nothing but padding. ‹Patches = {5}› would fill them all.",
        FindEmptyPatches);

    /// <summary>A head has more than one number.</summary>
    public static Rule HeadsHaveWidth { get; } = new(
        "I2MOE312",
        "An attention head has one number",
        RuleSeverity.Suggestion,
        "‹Heads = {0}› leaves each attention head one number of ‹{1} = {0}›, so that it compares products of two numbers. ‹Heads = {2}› gives each {3}.",
        FindNarrowHeads);

    /// <summary>There are tokens for all routed experts.</summary>
    public static Rule ExpertsGetTokens { get; } = new(
        "I2MOE313",
        "There are more routed experts than tokens in a batch",
        RuleSeverity.Suggestion,
        "A batch has {0} tokens (‹BatchSize = {1}› * {2} modalities * ‹Patches = {3}›), fewer than ‹RoutedExperts = {4}›: most experts learn nothing from it.",
        FindExpertsWithoutTokens);

    /// <summary>A token goes to some experts and not to all.</summary>
    public static Rule RoutingIsSparse { get; } = new(
        "I2MOE314",
        "Every token goes to every routed expert",
        RuleSeverity.Suggestion,
        "‹TopK = {0}› is the number of all experts of a layer (‹RoutedExperts = {1}›, two constant, one copy and one zero expert): nothing is routed, and every token costs all of them. The default is {2}.",
        FindDenseRouting);

    /// <summary>The gates are neither steps nor halves.</summary>
    public static Rule TauIsModerate { get; } = new(
        "I2MOE315",
        "The temperature of the gates is extreme",
        RuleSeverity.Suggestion,
        "‹Tau = {0}› makes the gates of the interpretcc fusion {1}. The paper uses 0.5 to 1; the default is {2}.",
        FindExtremeTaus);

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } =
    [
        TopKExists, LateTokensAreFew, ThresholdHasEffect, PatchesHaveEffect, PatchesHoldEmbedding, HeadsHaveWidth, ExpertsGetTokens, RoutingIsSparse, TauIsModerate,
    ];

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindTooManyRoutes(ModelSpecification specification)
    {
        foreach ((Component fusion, SpecificationPath path) in Of(specification, MoePlusPlusFusionOptions.Definition))
        {
            if (fusion.ValidInteger(MoePlusPlusFusionOptions.TopK) is int topK
                && fusion.ValidInteger(MoePlusPlusFusionOptions.RoutedExperts) is int routed
                && routed + MoePlusPlusFusionOptions.ZeroComputationExperts is int experts
                && topK > experts)
            {
                yield return (
                    path with { Option = MoePlusPlusFusionOptions.TopK.Name },
                    [OptionText.Value(topK), OptionText.Value(experts), OptionText.Value(routed), OptionText.Value(MoePlusPlusFusionOptions.TopK.Minimum)]);
            }
        }
    }

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindManyLateTokens(ModelSpecification specification)
    {
        foreach ((Component fusion, SpecificationPath path) in Of(specification, LateFusionOptions.Definition))
        {
            int modalities = specification.Modalities.Count;
            if (fusion.ValidInteger(LateFusionOptions.Patches) is int patches
                && fusion.ValidInteger(LateFusionOptions.HiddenDim) is int hiddenSize
                && (double)modalities * patches * hiddenSize is double tokens
                && tokens > ReasonableTokens)
            {
                yield return (
                    path,
                    [OptionText.Value(modalities), OptionText.Value(patches), OptionText.Value(hiddenSize), OptionText.Value(tokens), OptionText.Value(ReasonableTokens)]);
            }
        }
    }

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindUnusedThresholds(ModelSpecification specification)
    {
        foreach ((Component fusion, SpecificationPath path) in Of(specification, InterpretCcFusionOptions.Definition))
        {
            if (fusion.Get((Option)InterpretCcFusionOptions.Hard) is false
                && fusion.IsGiven(InterpretCcFusionOptions.Threshold)
                && fusion.ValidNumber(InterpretCcFusionOptions.Threshold) is double threshold)
            {
                yield return (path with { Option = InterpretCcFusionOptions.Threshold.Name }, [OptionText.Value(threshold)]);
            }
        }
    }

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindUnusedPatches(ModelSpecification specification)
    {
        foreach ((Component fusion, SpecificationPath path) in Of(specification, CustomFusionOptions.Definition))
        {
            if (CustomFusionOptions.Definition.Consumes(fusion) == EmbeddingKind.Vector
                && fusion.IsGiven(CustomFusionOptions.Patches)
                && fusion.ValidInteger(CustomFusionOptions.Patches) is int patches)
            {
                yield return (path with { Option = CustomFusionOptions.Patches.Name }, [OptionText.Value(patches)]);
            }
        }
    }

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindEmptyPatches(ModelSpecification specification)
    {
        if (specification.Fusions.Count != 1 || EmbeddingShape.Embedding(specification.Fusions[0]) is not [int patches, int hiddenSize])
        {
            yield break;
        }

        int filled = EmbeddingShape.FilledPatches(hiddenSize, patches);
        ModalitySpecification? split = specification.Modalities.FirstOrDefault(modality =>
            modality.Encoders.Count == 1 && modality.Encoders[0].Definition is EncoderDefinition { Produces: EmbeddingKind.Vector });
        if (filled < patches && split is not null)
        {
            string option = ((FusionDefinition)specification.Fusions[0].Definition).Patches!.Name;
            yield return (
                new SpecificationPath(Section.Fusion, Option: option),
                [specification.Fusions[0].Definition.Kind, split.Name, OptionText.Value(hiddenSize), OptionText.Value(patches), OptionText.Value(patches - filled), OptionText.Value(filled)]);
        }
    }

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindNarrowHeads(ModelSpecification specification)
    {
        // So wide a head is still narrow, and every width above has room for several.
        const int LeastWidth = 4;
        foreach ((Component component, SpecificationPath path) in specification.Components)
        {
            if (component.Definition is FusionDefinition { Attention: (Option<int> heads, Option<int> width) }
                && component.ValidInteger(heads) is int parts
                && component.ValidInteger(width) == parts
                && parts > LeastWidth)
            {
                int meant = Enumerable.Range(1, parts / LeastWidth).Last(divisor => parts % divisor == 0);
                yield return (
                    path with { Option = heads.Name },
                    [OptionText.Value(parts), width.Name, OptionText.Value(meant), OptionText.Value(parts / meant)]);
            }
        }
    }

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindExpertsWithoutTokens(ModelSpecification specification)
    {
        foreach ((Component fusion, SpecificationPath path) in Of(specification, SwitchFusionOptions.Definition))
        {
            int modalities = specification.Modalities.Count;
            if (fusion.ValidInteger(SwitchFusionOptions.RoutedExperts) is int routed
                && fusion.ValidInteger(TransformerFusionOptions.Patches) is int patches
                && specification.Training.ValidInteger(TrainingOptions.BatchSize) is int batchSize
                && modalities >= ModalityRules.MinimumModalities
                && (double)modalities * patches * batchSize is double tokens
                && tokens < routed)
            {
                yield return (
                    path with { Option = SwitchFusionOptions.RoutedExperts.Name },
                    [OptionText.Value(tokens), OptionText.Value(batchSize), OptionText.Value(modalities), OptionText.Value(patches), OptionText.Value(routed)]);
            }
        }
    }

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindDenseRouting(ModelSpecification specification)
    {
        foreach ((Component fusion, SpecificationPath path) in Of(specification, MoePlusPlusFusionOptions.Definition))
        {
            if (fusion.ValidInteger(MoePlusPlusFusionOptions.TopK) is int topK
                && fusion.ValidInteger(MoePlusPlusFusionOptions.RoutedExperts) is int routed
                && topK == routed + MoePlusPlusFusionOptions.ZeroComputationExperts)
            {
                yield return (
                    path with { Option = MoePlusPlusFusionOptions.TopK.Name },
                    [OptionText.Value(topK), OptionText.Value(routed), OptionText.Default(MoePlusPlusFusionOptions.TopK)]);
            }
        }
    }

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindExtremeTaus(ModelSpecification specification)
    {
        foreach ((Component fusion, SpecificationPath path) in Of(specification, InterpretCcFusionOptions.Definition))
        {
            if (fusion.ValidNumber(InterpretCcFusionOptions.Tau) is double tau and (< LeastTau or > GreatestTau))
            {
                string effect = tau < LeastTau ? "steps without a gradient" : "nearly one half, whatever they see";
                yield return (
                    path with { Option = InterpretCcFusionOptions.Tau.Name },
                    [OptionText.Value(tau), effect, OptionText.Default(InterpretCcFusionOptions.Tau)]);
            }
        }
    }

    private static IEnumerable<(Component Fusion, SpecificationPath Path)> Of(ModelSpecification specification, FusionDefinition definition) =>
        specification.Components.Where(place => place.Component.Definition == definition);
}
