using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Yaml;
using Catalogue = I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Runs;

/// <summary>What a program trained, as the experiment of its run: the declaration with what the program did differently.</summary>
internal static class KeptSpecification
{
    /// <summary>The specification.</summary>
    /// <param name="experiment">What was declared.</param>
    /// <param name="training">The training options in force.</param>
    /// <param name="isStandardised">Whether the data were standardised.</param>
    public static ModelSpecification Of(ExperimentDefinition experiment, TrainingOptions training, bool isStandardised)
    {
        ModelSpecification declared = YamlExperiment.Read(experiment.Name + YamlExperiment.Extension, experiment.Yaml, _ => null).Specification;
        return declared with
        {
            Training = new Component(Catalogue.TrainingOptions.Definition, new OptionValue[]
            {
                new(Catalogue.TrainingOptions.Epochs.Name, training.Epochs),
                new(Catalogue.TrainingOptions.BatchSize.Name, training.BatchSize),
                new(Catalogue.TrainingOptions.LearningRate.Name, training.LearningRate),
                new(Catalogue.TrainingOptions.WeightDecay.Name, training.WeightDecay),
                new(Catalogue.TrainingOptions.GradientClipping.Name, training.GradientClipping),
                new(Catalogue.TrainingOptions.Precision.Name, (int)training.Precision),
            }.ToEquatableArray()),
            Data = declared.Data is null ? null : declared.Data with
            {
                Options = declared.Data.Options with
                {
                    Given = declared.Data.Options.Given.Where(value => value.Option != DataOptions.Standardise.Name)
                        .Append(new OptionValue(DataOptions.Standardise.Name, isStandardised)).ToEquatableArray(),
                },
            },
        };
    }
}
