using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about training (I2MOE507 to I2MOE509): values that are allowed and hardly meant.</summary>
public static class TrainingRules
{
    private const double GreatLearningRate = 0.01;
    private const double GreatWeightDecay = 0.1;

    /// <summary>The learning rate is one that Adam trains with.</summary>
    public static Rule LearningRateIsUsual { get; } = new(
        "I2MOE507",
        "The learning rate is far above the usual",
        RuleSeverity.Suggestion,
        "‹LearningRate = {0}› is far above what such models are trained with, 0.0001 to 0.001; the losses will probably diverge. The default is {1}.",
        specification => specification.Training.Get((Option)OptimizerOptions.Kind) is OptimizerKind.Sgd or (int)OptimizerKind.Sgd ? [] : Above(specification, TrainingOptions.LearningRate, GreatLearningRate));

    /// <summary>Batch normalisation has a batch.</summary>
    public static Rule BatchNormHasBatch { get; } = new(
        "I2MOE508",
        "Batch normalisation sees batches of one sample",
        RuleSeverity.Warning,
        "‹BatchSize = 1› lets the batch normalisation of {0} see one sample at a time in training, and the mean of all of them at inference. Give ‹BatchSize = 2› or more{1}.",
        FindBatchNormOfSingleSamples);

    /// <summary>The weight decay leaves the weights something to learn.</summary>
    public static Rule WeightDecayIsUsual { get; } = new(
        "I2MOE509",
        "The weight decay is far above the usual",
        RuleSeverity.Suggestion,
        "‹WeightDecay = {0}› pulls every weight to 0 harder than most losses pull it away; usual is 0.01 or less. The default is {1}.",
        specification => Above(specification, TrainingOptions.WeightDecay, GreatWeightDecay));

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } = [LearningRateIsUsual, BatchNormHasBatch, WeightDecayIsUsual];

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> Above(ModelSpecification specification, Option<double> option, double limit) =>
        specification.Training.ValidNumber(option) is double value && value > limit
            ? [(new SpecificationPath(Section.Training, Option: option.Name), [OptionText.Value(value), OptionText.Default(option)])]
            : [];

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindBatchNormOfSingleSamples(ModelSpecification specification)
    {
        if (specification.Training.ValidInteger(TrainingOptions.BatchSize) != 1)
        {
            yield break;
        }

        foreach ((Component component, SpecificationPath path) in specification.Components)
        {
            Option<bool>? batchNorm = (component.Definition as EncoderDefinition)?.BatchNorm;
            if (component.Definition == Vgg11EncoderOptions.Definition || (batchNorm is not null && component.ValidFlag(batchNorm)))
            {
                string orWithout = batchNorm is null ? "" : ", or ‹BatchNorm = false› in the encoder";
                yield return (
                    new SpecificationPath(Section.Training, Option: TrainingOptions.BatchSize.Name),
                    [ComponentText.Describe(specification, component, path), orWithout]);
            }
        }
    }
}
