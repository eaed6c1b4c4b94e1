using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Tests.Rules;

public sealed class OptionRulesTests
{
    public static TheoryData<RuleCase> Cases { get; } =
    [
        RuleCase.Flags(
            OptionRules.InRange,
            "no head",
            Declared.Fused(TransformerFusionOptions.Definition, (TransformerFusionOptions.Heads, 0)),
            new SpecificationPath(Section.Fusion, Option: "Heads"),
            "Heads = 0 is not allowed in the transformer fusion. Allowed: 1 to 1024."),
        RuleCase.Flags(
            OptionRules.InRange,
            "one class",
            Declared.Classifying((ClassificationOptions.Classes, 1)),
            new SpecificationPath(Section.Task, Option: "Classes"),
            "Classes = 1 is not allowed in the classification task. Allowed: 2 to 100000."),
        RuleCase.Flags(
            OptionRules.InRange,
            "a margin of 0, which is an exclusive bound",
            Declared.Solving(RegressionOptions.Definition, (RegressionOptions.Margin, 0.0)),
            new SpecificationPath(Section.Task, Option: "Margin"),
            "Margin = 0 is not allowed in the regression task. Allowed: greater than 0."),
        RuleCase.Flags(
            OptionRules.InRange,
            "a dropout in per cent",
            Declared.Encoded(MlpEncoderOptions.Definition, (MlpEncoderOptions.Dropout, 50.0)),
            new SpecificationPath(Section.Encoder, 0, Option: "Dropout"),
            "Dropout = 50 is not allowed in the mlp encoder of modality 'Image'. Allowed: 0 to 0.99. Did you mean 0.5?"),
        RuleCase.Flags(
            OptionRules.InRange,
            "a sign too many",
            Declared.Trained((TrainingOptions.LearningRate, -0.001)),
            new SpecificationPath(Section.Training, Option: "LearningRate"),
            "LearningRate = -0.001 is not allowed in the training options. Allowed: greater than 0, up to 1. Did you mean 0.001?"),
        RuleCase.Flags(
            OptionRules.InRange,
            "an element of a list",
            Declared.Classifying((ClassificationOptions.ClassWeights, Declared.List(1.0, 0.0))),
            new SpecificationPath(Section.Task, Option: "ClassWeights"),
            "ClassWeights[1] = 0 is not allowed in the classification task. Allowed: each 1E-06 to 1000000."),
        RuleCase.Flags(
            OptionRules.InRange,
            "no feature, which is not reported as a missing shape too",
            Declared.Of(Declared.Vector("Image", features: 0), Declared.Vector("Text")),
            new SpecificationPath(Section.Modality, 0, Option: "Features"),
            "Features = 0 is not allowed in modality 'Image'. Allowed: 1 to 100000000."),
        RuleCase.Flags(
            OptionRules.InRange,
            "a fraction for a whole number",
            Declared.Trained((TrainingOptions.Epochs, 2.5)),
            new SpecificationPath(Section.Training, Option: "Epochs"),
            "Epochs = 2.5 is not allowed in the training options. Allowed: 1 to 1000000."),
        RuleCase.Allows(
            OptionRules.InRange,
            "the bounds themselves",
            Declared.Encoded(MlpEncoderOptions.Definition, (MlpEncoderOptions.Dropout, 0.99), (MlpEncoderOptions.Layers, 64))),
        RuleCase.Allows(OptionRules.InRange, "a whole number for a number", Declared.Experts((ExpertsOptions.InteractionLossWeight, 1))),
        RuleCase.Flags(
            OptionRules.KnownChoice,
            "the number of no member",
            Declared.Experts((ExpertsOptions.Masking, 7)),
            new SpecificationPath(Section.Experts, Option: "Masking"),
            "Masking = 7 in the experts options is not a member of Masking. Allowed: Random, Mean, Zero."),
        RuleCase.Flags(
            OptionRules.KnownChoice,
            "a member of another enumeration",
            Declared.Experts((ExpertsOptions.Masking, AttentionBlock.Reference)),
            new SpecificationPath(Section.Experts, Option: "Masking"),
            "Masking = Reference in the experts options is not a member of Masking. Allowed: Random, Mean, Zero."),
        RuleCase.Allows(OptionRules.KnownChoice, "the number of a member", Declared.Experts((ExpertsOptions.Masking, 2))),
        RuleCase.Allows(OptionRules.KnownChoice, "a member", Declared.Experts((ExpertsOptions.Masking, Masking.Mean))),
        RuleCase.Flags(
            OptionRules.Finite,
            "NaN",
            Declared.Trained((TrainingOptions.WeightDecay, double.NaN)),
            new SpecificationPath(Section.Training, Option: "WeightDecay"),
            "WeightDecay = NaN in the training options is not a finite number. Allowed: 0 to 10."),
        RuleCase.Flags(
            OptionRules.Finite,
            "infinity where there is no upper bound",
            Declared.Trained((TrainingOptions.GradientClipping, double.PositiveInfinity)),
            new SpecificationPath(Section.Training, Option: "GradientClipping"),
            "GradientClipping = Infinity in the training options is not a finite number. Allowed: 0 or more."),
        RuleCase.Flags(
            OptionRules.Finite,
            "NaN in a list",
            Declared.Classifying((ClassificationOptions.ClassWeights, Declared.List(double.NaN, 1.0))),
            new SpecificationPath(Section.Task, Option: "ClassWeights"),
            "ClassWeights[0] = NaN in the classification task is not a finite number. Allowed: each 1E-06 to 1000000."),
        RuleCase.Allows(OptionRules.Finite, "the greatest finite number", Declared.Trained((TrainingOptions.GradientClipping, double.MaxValue))),
        RuleCase.Allows(OptionRules.FittingType, "a class that fits", Declared.Custom(type => type)),
        RuleCase.Flags(
            OptionRules.FittingType,
            "a structure",
            Declared.Custom(type => type with { IsClass = false }),
            new SpecificationPath(Section.Encoder, 0, Option: "Type"),
            "Type = typeof(Tests.MyEncoder) cannot be used in the custom encoder of modality 'Image': it is not a class. Allowed: a class that derives from Encoder and has the constructor (Modality modality, int embeddingDim, ParameterInitializer initializer)."),
        RuleCase.Flags(
            OptionRules.FittingType,
            "a generic class without type arguments",
            Declared.Custom(type => type with { IsOpenGeneric = true }),
            new SpecificationPath(Section.Encoder, 0, Option: "Type"),
            "Type = typeof(Tests.MyEncoder) cannot be used in the custom encoder of modality 'Image': it is generic; give its type arguments, or name a class that is not generic. Allowed: a class that derives from Encoder and has the constructor (Modality modality, int embeddingDim, ParameterInitializer initializer)."),
        RuleCase.Flags(
            OptionRules.FittingType,
            "a class with another base",
            Declared.Custom(type => type with { BaseClasses = Declared.List("object") }),
            new SpecificationPath(Section.Encoder, 0, Option: "Type"),
            "Type = typeof(Tests.MyEncoder) cannot be used in the custom encoder of modality 'Image': it does not derive from I2MoE.Dsl.Encoders.Encoder. Allowed: a class that derives from Encoder and has the constructor (Modality modality, int embeddingDim, ParameterInitializer initializer)."),
        RuleCase.Flags(
            OptionRules.FittingType,
            "an abstract class",
            Declared.Custom(type => type with { IsAbstract = true }),
            new SpecificationPath(Section.Encoder, 0, Option: "Type"),
            "Type = typeof(Tests.MyEncoder) cannot be used in the custom encoder of modality 'Image': it is abstract, so that it cannot be created. Allowed: a class that derives from Encoder and has the constructor (Modality modality, int embeddingDim, ParameterInitializer initializer)."),
        RuleCase.Flags(
            OptionRules.FittingType,
            "a private class",
            Declared.Custom(type => type with { IsAccessible = false }),
            new SpecificationPath(Section.Encoder, 0, Option: "Type"),
            "Type = typeof(Tests.MyEncoder) cannot be used in the custom encoder of modality 'Image': it is not accessible to the generated code; make it internal or public. Allowed: a class that derives from Encoder and has the constructor (Modality modality, int embeddingDim, ParameterInitializer initializer)."),
        RuleCase.Flags(
            OptionRules.FittingType,
            "a class without the constructor",
            Declared.Custom(type => type with { Constructors = Declared.List("int") }),
            new SpecificationPath(Section.Encoder, 0, Option: "Type"),
            "Type = typeof(Tests.MyEncoder) cannot be used in the custom encoder of modality 'Image': it has no public or internal constructor (Modality modality, int embeddingDim, ParameterInitializer initializer). Allowed: a class that derives from Encoder and has the constructor (Modality modality, int embeddingDim, ParameterInitializer initializer)."),
        RuleCase.Flags(
            OptionRules.NamedType,
            "an encoder of the user's own without its class",
            Declared.Encoded(CustomEncoderOptions.Definition),
            new SpecificationPath(Section.Encoder, 0),
            "Type is missing in the custom encoder of modality 'Image'. Give Type = typeof(…) with a class that derives from Encoder and has the constructor (Modality modality, int embeddingDim, ParameterInitializer initializer)."),
        RuleCase.Allows(
            OptionRules.NamedType,
            "a class that the compiler does not know, which it says itself",
            Declared.Encoded(CustomEncoderOptions.Definition, (CustomEncoderOptions.Type, ""))),
        RuleCase.Flags(
            OptionRules.DropoutIsModerate,
            "the probability of keeping",
            Declared.Encoded(MlpEncoderOptions.Definition, (MlpEncoderOptions.Dropout, 0.9)),
            new SpecificationPath(Section.Encoder, 0, Option: "Dropout"),
            "Dropout = 0.9 drops nearly every unit in the mlp encoder of modality 'Image'. It is the probability of being dropped, not of being kept: did you mean 0.1? The default is 0.5."),
        RuleCase.Allows(OptionRules.DropoutIsModerate, "a strong dropout", Declared.Encoded(MlpEncoderOptions.Definition, (MlpEncoderOptions.Dropout, 0.8))),
        RuleCase.Allows(OptionRules.DropoutIsModerate, "a dropout that is out of range", Declared.Encoded(MlpEncoderOptions.Definition, (MlpEncoderOptions.Dropout, 90.0))),
    ];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Flags_what_breaks_the_rule_and_nothing_else(RuleCase example) => example.Verify();
}
