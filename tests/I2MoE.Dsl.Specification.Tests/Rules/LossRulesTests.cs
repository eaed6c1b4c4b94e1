using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Tests.Rules;

public sealed class LossRulesTests
{
    public static TheoryData<RuleCase> Cases { get; } =
    [
        RuleCase.Flags(
            LossRules.LossOptionsHaveEffect,
            "a masking without masking pass",
            Declared.Experts((ExpertsOptions.InteractionLossWeight, 0.0), (ExpertsOptions.Masking, (int)Masking.Zero)),
            new SpecificationPath(Section.Experts, Option: "Masking"),
            "Masking has no effect with InteractionLossWeight = 0, which leaves out the masking passes and their losses. Remove Masking, or give the loss a weight."),
        RuleCase.Flags(
            LossRules.LossOptionsHaveEffect,
            "the margin of a loss without weight",
            Declared.Solving(RegressionOptions.Definition, (RegressionOptions.Margin, 2.0)) with { Experts = Declared.With(ExpertsOptions.Definition, (ExpertsOptions.InteractionLossWeight, 0.0)) },
            new SpecificationPath(Section.Task, Option: "Margin"),
            "Margin has no effect with InteractionLossWeight = 0, which leaves out the masking passes and their losses. Remove Margin, or give the loss a weight."),
        RuleCase.Flags(
            LossRules.LossOptionsHaveEffect,
            "as many masked modalities as there are, and none masked",
            Declared.Experts((ExpertsOptions.InteractionLossWeight, 0.0), (ExpertsOptions.MaskedModalities, 2)),
            new SpecificationPath(Section.Experts, Option: "MaskedModalities"),
            "MaskedModalities has no effect with InteractionLossWeight = 0, which leaves out the masking passes and their losses. Remove MaskedModalities, or give the loss a weight."),
        RuleCase.Allows(LossRules.LossOptionsHaveEffect, "a masking with a small weight", Declared.Experts((ExpertsOptions.InteractionLossWeight, 0.001), (ExpertsOptions.Masking, (int)Masking.Zero))),
        RuleCase.Allows(LossRules.LossOptionsHaveEffect, "no loss and nothing about it", Declared.Experts((ExpertsOptions.InteractionLossWeight, 0.0))),
        RuleCase.Flags(
            LossRules.NamesOnce,
            "a name twice",
            Declared.Experts((ExpertsOptions.UniquenessOf, Declared.List("Image", "Image"))),
            new SpecificationPath(Section.Experts, Option: "UniquenessOf"),
            "UniquenessOf names 'Image' more than once, but a modality has one uniqueness expert. Remove the repetition."),
        RuleCase.Allows(LossRules.NamesOnce, "two names", Declared.Experts((ExpertsOptions.UniquenessOf, Declared.List("Image", "Text")))),
        RuleCase.Flags(
            LossRules.TemperatureIsModerate,
            "a tiny temperature",
            Declared.Reweighted((ReweightingOptions.Temperature, 0.01)),
            new SpecificationPath(Section.Reweighting, Option: "Temperature"),
            "Temperature = 0.01 makes one weight nearly 1 and the others 0, with hardly a gradient. The paper uses 1 to 4; the default is 1."),
        RuleCase.Flags(
            LossRules.TemperatureIsModerate,
            "a huge temperature",
            Declared.Reweighted((ReweightingOptions.Temperature, 500.0)),
            new SpecificationPath(Section.Reweighting, Option: "Temperature"),
            "Temperature = 500 makes all weights nearly equal, whatever the network says. The paper uses 1 to 4; the default is 1."),
        RuleCase.Allows(LossRules.TemperatureIsModerate, "the temperature of a paper", Declared.Reweighted((ReweightingOptions.Temperature, 4.0))),
        RuleCase.Flags(
            LossRules.MeanHasBatch,
            "the mean of one sample",
            Declared.Experts((ExpertsOptions.Masking, (int)Masking.Mean)) with { Training = Declared.With(TrainingOptions.Definition, (TrainingOptions.BatchSize, 1)) },
            new SpecificationPath(Section.Experts, Option: "Masking"),
            "Masking = Mean has no effect with BatchSize = 1: the mean over a batch of one sample is that sample, so that nothing is masked. Use Masking = Random or Zero, or BatchSize = 2 or more."),
        RuleCase.Allows(LossRules.MeanHasBatch, "the mean of two samples", Declared.Experts((ExpertsOptions.Masking, (int)Masking.Mean)) with { Training = Declared.With(TrainingOptions.Definition, (TrainingOptions.BatchSize, 2)) }),
        RuleCase.Flags(
            LossRules.WeightIsModerate,
            "a great weight",
            Declared.Experts((ExpertsOptions.InteractionLossWeight, 50.0)),
            new SpecificationPath(Section.Experts, Option: "InteractionLossWeight"),
            "InteractionLossWeight = 50 lets the interaction loss outweigh the task loss. The paper uses 0.001 to 0.5; the default is 0.5."),
        RuleCase.Allows(LossRules.WeightIsModerate, "a weight of 1", Declared.Experts((ExpertsOptions.InteractionLossWeight, 1.0))),
        RuleCase.Flags(
            LossRules.ObjectiveUsesOptions,
            "a credit beside the paper's objective",
            Declared.Experts((ExpertsOptions.CreditWeight, 2.0)),
            new SpecificationPath(Section.Experts, Option: "CreditWeight"),
            "CreditWeight has no effect with Objective = Paper. Remove CreditWeight, or use Objective = Evidence."),
        RuleCase.Flags(
            LossRules.ObjectiveUsesOptions,
            "a comparison beside the evidence objective",
            Declared.Experts((ExpertsOptions.Objective, (int)InteractionObjective.Evidence), (ExpertsOptions.Comparison, (int)InteractionComparison.Latents)),
            new SpecificationPath(Section.Experts, Option: "Comparison"),
            "Comparison has no effect with Objective = Evidence. Remove Comparison, or use Objective = Paper."),
        RuleCase.Flags(
            LossRules.ObjectiveUsesOptions,
            "a comparison beside the measured objective",
            Declared.Experts((ExpertsOptions.Objective, (int)InteractionObjective.Measured), (ExpertsOptions.Comparison, (int)InteractionComparison.Latents)),
            new SpecificationPath(Section.Experts, Option: "Comparison"),
            "Comparison has no effect with Objective = Measured. Remove Comparison, or use Objective = Paper."),
        RuleCase.Allows(
            LossRules.ObjectiveUsesOptions,
            "a credit beside the evidence objective",
            Declared.Experts((ExpertsOptions.Objective, (int)InteractionObjective.Evidence), (ExpertsOptions.CreditWeight, 2.0))),
    ];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Flags_what_breaks_the_rule_and_nothing_else(RuleCase example) => example.Verify();
}
