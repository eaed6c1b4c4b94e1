using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about what moves the parameters (I2MOE775 to I2MOE779).</summary>
public static class OptimizerRules
{
    /// <summary>The mean of the gradients forgets sooner than that of their squares.</summary>
    public static Rule StepsAreBounded { get; } = new(
        "I2MOE775",
        "Adam's steps have no bound",
        RuleSeverity.Error,
        "‹Beta2 = {1}› forgets large gradients that ‹Beta1 = {0}› still adds up, so that a step has no bound where gradients become small. Give ‹Beta2› above {2}, the square of ‹Beta1›, or a smaller ‹Beta1›.",
        FindUnboundedSteps);

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } = [StepsAreBounded];

    // The condition of Kingma and Ba (2015), beta1^2 < sqrt(beta2), is for convergence in the mean; without beta1^2 < beta2 the sum of |m| / sqrt(v) has no bound at all.
    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindUnboundedSteps(ModelSpecification specification)
    {
        Component training = specification.Training;
        return training.Get((Option)OptimizerOptions.Kind) is not (OptimizerKind.Sgd or (int)OptimizerKind.Sgd)
            && training.ValidNumber(OptimizerOptions.Beta1) is { } beta1 and > 0
            && training.ValidNumber(OptimizerOptions.Beta2) is { } beta2 && beta2 <= beta1 * beta1
            ? [(
                new SpecificationPath(Section.Training, Option: training.IsGiven(OptimizerOptions.Beta2) ? OptimizerOptions.Beta2.Name : OptimizerOptions.Beta1.Name),
                [OptionText.Value(beta1), OptionText.Value(beta2), OptionText.Value(Math.Round(beta1 * beta1, 6))])]
            : [];
    }
}
