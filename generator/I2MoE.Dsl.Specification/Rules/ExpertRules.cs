using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about the interaction experts and the re-weighting network (I2MOE4xx).</summary>
public static class ExpertRules
{
    /// <summary>The interaction loss is on.</summary>
    public static Rule InteractionLossIsOn { get; } = new(
        "I2MOE401",
        "The interaction loss is switched off",
        RuleSeverity.Suggestion,
        "InteractionLossWeight = 0 switches off the interaction loss, the one thing that makes an expert the expert of its interaction. The default is {0}.",
        specification => specification.Experts.ValidNumber(ExpertsOptions.InteractionLossWeight) == 0
            ? [(new SpecificationPath(Section.Experts, Option: ExpertsOptions.InteractionLossWeight.Name), [OptionText.Default(ExpertsOptions.InteractionLossWeight)])]
            : []);

    /// <summary>No option is given that the re-weighting network does not use.</summary>
    public static Rule ReweightingOptionsHaveEffect { get; } = new(
        "I2MOE402",
        "An option of the re-weighting network has no effect",
        RuleSeverity.Warning,
        HiddenLayers.NoEffectMessage,
        specification => HiddenLayers.FindUnused(
            specification,
            ReweightingOptions.Definition,
            ReweightingOptions.Layers,
            ReweightingOptions.HiddenDim,
            ReweightingOptions.Dropout));

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } = [InteractionLossIsOn, ReweightingOptionsHaveEffect];
}
