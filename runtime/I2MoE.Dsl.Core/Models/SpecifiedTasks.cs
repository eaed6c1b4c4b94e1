using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Models;

/// <summary>Creates the objective of the task that a specification names, as the catalogue describes its class.</summary>
internal static class SpecifiedTasks
{
    /// <summary>The number of outputs of an expert.</summary>
    public static int Outputs(Component task) => ((TaskDefinition)task.Definition).OutputsOf(task);

    /// <summary>What computes the losses.</summary>
    public static Objective Create(Component task) =>
        (Objective)RuntimeClass.Of<Objective>(((TaskDefinition)task.Definition).Objective).Create(parameter => ComponentOptions.Bind(task, parameter.ParameterType));
}
