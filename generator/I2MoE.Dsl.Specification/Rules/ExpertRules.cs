using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about the interaction experts and the re-weighting network (I2MOE401 to I2MOE408).</summary>
public static class ExpertRules
{
    /// <summary>The interaction loss is on.</summary>
    public static Rule InteractionLossIsOn { get; } = new(
        "I2MOE401",
        "The interaction loss is switched off",
        RuleSeverity.Suggestion,
        "‹InteractionLossWeight = 0› switches off the interaction loss, the one thing that makes an expert the expert of its interaction. The default is {0}.",
        specification => specification.Experts.ValidNumber(ExpertsOptions.InteractionLossWeight) == 0 && !LossRules.FindsUnusedOptions(specification)
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

    /// <summary>There is an expert.</summary>
    public static Rule HasExpert { get; } = new(
        "I2MOE403",
        "A model has no expert",
        RuleSeverity.Error,
        "The layout leaves no expert: ‹Uniqueness›, ‹Synergy› and ‹Redundancy› are all false. Leave at least two of them on.",
        specification => specification.Modalities.Count > 0 && specification.ExpertLayout.Count == 0 && !NamesNothing(specification)
            ? [(new SpecificationPath(Section.Experts), [])]
            : []);

    /// <summary>There is more than one expert to weigh.</summary>
    public static Rule HasSeveralExperts { get; } = new(
        "I2MOE404",
        "A model has one expert only",
        RuleSeverity.Warning,
        "The layout leaves one expert, {0}: its weight is always 1, and nothing is weighed. Add another expert, or use the vanilla baseline.",
        specification => specification.ExpertLayout is [var only] && specification.Modalities.Count > 1
            ? [(new SpecificationPath(Section.Experts), [only.PhraseWith([.. only.Modalities.Select(Wording.Modality)])])]
            : []);

    /// <summary>Named modalities exist.</summary>
    public static Rule NamesModalities { get; } = new(
        "I2MOE405",
        "A uniqueness expert is named for a modality that is not there",
        RuleSeverity.Error,
        "‹UniquenessOf› names '‹@{0}›', which is no modality of {1}. Its modalities: {2}.{3}",
        FindUnknownNames);

    /// <summary>Named modalities have the experts that they are named for.</summary>
    public static Rule UniquenessIsOn { get; } = new(
        "I2MOE406",
        "Uniqueness experts are named and switched off",
        RuleSeverity.Error,
        "‹UniquenessOf› names modalities, but ‹Uniqueness = false› leaves out all uniqueness experts. Remove one of the two.",
        specification => specification.Experts.ValidNames(ExpertsOptions.UniquenessOf).Count > 0 && !specification.Experts.ValidFlag(ExpertsOptions.Uniqueness)
            ? [(new SpecificationPath(Section.Experts, Option: ExpertsOptions.Uniqueness.Name), [])]
            : []);

    /// <summary>Fewer modalities are masked than there are.</summary>
    public static Rule MaskedModalitiesHaveEffect { get; } = new(
        "I2MOE407",
        "As many modalities are masked as there are",
        RuleSeverity.Warning,
        "‹MaskedModalities = {0}› has no effect: the model has {1} modalities, and all of them are masked anyway. Remove it, or give less than {1}.",
        specification => specification.Experts.IsGiven(ExpertsOptions.MaskedModalities)
            && specification.Experts.ValidInteger(ExpertsOptions.MaskedModalities) is int masked
            && specification.Modalities.Count >= ModalityRules.MinimumModalities
            && masked >= specification.Modalities.Count
            && specification.Experts.ValidNumber(ExpertsOptions.InteractionLossWeight) != 0
                ? [(new SpecificationPath(Section.Experts, Option: ExpertsOptions.MaskedModalities.Name), [OptionText.Value(masked), OptionText.Value(specification.Modalities.Count)])]
                : []);

    /// <summary>No option of the network is given where there is none.</summary>
    public static Rule GlobalWeightsTakeNoNetwork { get; } = new(
        "I2MOE408",
        "Global weights have no network",
        RuleSeverity.Warning,
        "‹{0}› has no effect with ‹Scope = Global›, which learns one weight an expert without a network. Remove ‹{0}›, or use ‹Scope = PerSample›.",
        FindNetworkOptions);

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } =
    [
        InteractionLossIsOn,
        ReweightingOptionsHaveEffect,
        HasExpert,
        HasSeveralExperts,
        NamesModalities,
        UniquenessIsOn,
        MaskedModalitiesHaveEffect,
        GlobalWeightsTakeNoNetwork,
    ];

    // Then the names are what is wrong, and are reported.
    private static bool NamesNothing(ModelSpecification specification) =>
        specification.Experts.ValidNames(ExpertsOptions.UniquenessOf).Count > 0;

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindUnknownNames(ModelSpecification specification)
    {
        string[] modalities = [.. specification.Modalities.Select(modality => modality.Name)];
        var path = new SpecificationPath(Section.Experts, Option: ExpertsOptions.UniquenessOf.Name);
        return specification.Experts.ValidNames(ExpertsOptions.UniquenessOf)
            .Where(name => !modalities.Contains(name))
            .Distinct()
            .Select(name => (path, new[] { name, specification.Declaration.Name, Wording.Modalities(modalities), Wording.DidYouMean(name, modalities) }));
    }

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindNetworkOptions(ModelSpecification specification)
    {
        Component reweighting = specification.Reweighting;
        if (reweighting.Get((Option)ReweightingOptions.Scope) is not (ReweightingScope.Global or (int)ReweightingScope.Global))
        {
            return [];
        }

        Option[] network = [ReweightingOptions.Layers, ReweightingOptions.HiddenDim, ReweightingOptions.Dropout];
        return network
            .Where(reweighting.IsGiven)
            .Select(option => (new SpecificationPath(Section.Reweighting, Option: option.Name), new[] { option.Name }));
    }
}
