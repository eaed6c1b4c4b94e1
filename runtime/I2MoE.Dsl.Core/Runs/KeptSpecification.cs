using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Yaml;
using I2MoE.Dsl.Training;
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
            Sweep = null,
            Training = new Component(Catalogue.TrainingOptions.Definition, TrainingOptionValues.Of(training).Where(IsKept).Select(Given).ToEquatableArray()),
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

    // An option of a group that has its default may mean nothing beside the others.
    private static bool IsKept((string Option, object Value) value) =>
        Catalogue.TrainingOptions.Definition.FindOption(value.Option) is { } option && (option.Group is null || !option.DefaultValue.Equals(value.Value));

    private static OptionValue Given((string Option, object Value) value) =>
        new(value.Option, value.Value is Enum member ? Convert.ToInt32(member, System.Globalization.CultureInfo.InvariantCulture) : value.Value);
}
