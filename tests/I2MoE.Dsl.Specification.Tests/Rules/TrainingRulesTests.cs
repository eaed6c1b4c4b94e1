using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Tests.Rules;

public sealed class TrainingRulesTests
{
    public static TheoryData<RuleCase> Cases { get; } =
    [
        RuleCase.Flags(
            TrainingRules.LearningRateIsUsual,
            "a learning rate of stochastic gradient descent",
            Declared.Trained((TrainingOptions.LearningRate, 0.1)),
            new SpecificationPath(Section.Training, Option: "LearningRate"),
            "LearningRate = 0.1 is far above what such models are trained with, 0.0001 to 0.001; the losses will probably diverge. The default is 0.001."),
        RuleCase.Allows(TrainingRules.LearningRateIsUsual, "that learning rate with it", Declared.Trained((TrainingOptions.LearningRate, 0.1), (OptimizerOptions.Kind, (int)OptimizerKind.Sgd))),
        RuleCase.Allows(TrainingRules.LearningRateIsUsual, "a large learning rate", Declared.Trained((TrainingOptions.LearningRate, 0.01))),
        RuleCase.Flags(
            TrainingRules.BatchNormHasBatch,
            "convolutions of one sample",
            Declared.Of(Declared.Shaped("Image", 1, 8, 8) with { Encoders = Declared.List(Declared.With(Cnn2dEncoderOptions.Definition)) }, Declared.Vector("Text")) with { Training = Declared.With(TrainingOptions.Definition, (TrainingOptions.BatchSize, 1)) },
            new SpecificationPath(Section.Training, Option: "BatchSize"),
            "BatchSize = 1 lets the batch normalisation of the cnn2d encoder of modality 'Image' see one sample at a time in training, and the mean of all of them at inference. Give BatchSize = 2 or more, or BatchNorm = false in the encoder."),
        RuleCase.Flags(
            TrainingRules.BatchNormHasBatch,
            "VGG11 of one sample",
            Declared.Of(Declared.Shaped("Image", 3, 32, 32) with { Encoders = Declared.List(Declared.With(Vgg11EncoderOptions.Definition)) }, Declared.Vector("Text")) with { Training = Declared.With(TrainingOptions.Definition, (TrainingOptions.BatchSize, 1)) },
            new SpecificationPath(Section.Training, Option: "BatchSize"),
            "BatchSize = 1 lets the batch normalisation of the vgg11 encoder of modality 'Image' see one sample at a time in training, and the mean of all of them at inference. Give BatchSize = 2 or more."),
        RuleCase.Allows(TrainingRules.BatchNormHasBatch, "convolutions without batch normalisation", Declared.Of(Declared.Shaped("Image", 1, 8, 8) with { Encoders = Declared.List(Declared.With(Cnn2dEncoderOptions.Definition, (ConvolutionOptions.BatchNorm, false))) }, Declared.Vector("Text")) with { Training = Declared.With(TrainingOptions.Definition, (TrainingOptions.BatchSize, 1)) }),
        RuleCase.Allows(TrainingRules.BatchNormHasBatch, "batches of one vector", Declared.Trained((TrainingOptions.BatchSize, 1))),
        RuleCase.Flags(
            TrainingRules.WeightDecayIsUsual,
            "a great weight decay",
            Declared.Trained((TrainingOptions.WeightDecay, 1.0)),
            new SpecificationPath(Section.Training, Option: "WeightDecay"),
            "WeightDecay = 1 pulls every weight to 0 harder than most losses pull it away; usual is 0.01 or less. The default is 0."),
        RuleCase.Allows(TrainingRules.WeightDecayIsUsual, "a usual weight decay", Declared.Trained((TrainingOptions.WeightDecay, 0.01))),
    ];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Flags_what_breaks_the_rule_and_nothing_else(RuleCase example) => example.Verify();
}
