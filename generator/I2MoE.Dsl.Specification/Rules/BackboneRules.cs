using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about the options of single fusion backbones (I2MOE307 to I2MOE310).</summary>
public static class BackboneRules
{
    private const int ReasonableTokens = 1024;

    /// <summary>A token goes to no more experts than there are.</summary>
    public static Rule TopKExists { get; } = new(
        "I2MOE307",
        "A token is sent to more experts than there are",
        RuleSeverity.Error,
        "TopK = {0} is more than the {1} experts of a layer: RoutedExperts = {2}, two constant, one copy and one zero expert. Allowed: {3} to {1}.",
        FindTooManyRoutes);

    /// <summary>The late fusion reads no more tokens than can be paid for.</summary>
    public static Rule LateTokensAreFew { get; } = new(
        "I2MOE308",
        "The late fusion reads very many tokens",
        RuleSeverity.Warning,
        "The late fusion makes a token of every number of the embeddings: {0} modalities * Patches = {1} * HiddenDim = {2} are {3} tokens, and attention costs the square of that. Up to {4} are reasonable; reduce HiddenDim or Patches.",
        FindManyLateTokens);

    /// <summary>No threshold is given that soft gates do not use.</summary>
    public static Rule ThresholdHasEffect { get; } = new(
        "I2MOE309",
        "The threshold of soft gates has no effect",
        RuleSeverity.Warning,
        "Threshold = {0} has no effect in the interpretcc fusion, because Hard = false leaves the gates between 0 and 1. Remove Threshold, or give Hard = true.",
        FindUnusedThresholds);

    /// <summary>No patches are given for a fusion that takes vectors.</summary>
    public static Rule PatchesHaveEffect { get; } = new(
        "I2MOE310",
        "The patches of a fusion that takes vectors have no effect",
        RuleSeverity.Warning,
        "Patches = {0} has no effect in the custom fusion, because Embedding = Vector gives it one vector a modality. Remove Patches, or give Embedding = Tokens.",
        FindUnusedPatches);

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } = [TopKExists, LateTokensAreFew, ThresholdHasEffect, PatchesHaveEffect];

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

    private static IEnumerable<(Component Fusion, SpecificationPath Path)> Of(ModelSpecification specification, FusionDefinition definition) =>
        specification.Components.Where(place => place.Component.Definition == definition);
}
