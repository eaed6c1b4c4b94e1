using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using Catalogue = I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Models;

/// <summary>Creates the objective of the task that a specification names. To add a task, add an entry.</summary>
internal static class SpecifiedTasks
{
    private static readonly Dictionary<ComponentDefinition, (Func<Component, int> Outputs, Func<Component, Objective> Create)> s_tasks = new()
    {
        [Catalogue.ClassificationOptions.Definition] = (
            task => task.Get(Catalogue.ClassificationOptions.Classes),
            task => new ClassificationObjective(ComponentOptions.Bind<ClassificationOptions>(task))),
        [Catalogue.MultiLabelOptions.Definition] = (
            task => task.Get(Catalogue.MultiLabelOptions.Labels),
            task => new MultiLabelObjective(ComponentOptions.Bind<MultiLabelOptions>(task))),
        [Catalogue.RegressionOptions.Definition] = (
            _ => 1,
            task => new RegressionObjective(ComponentOptions.Bind<RegressionOptions>(task))),
    };

    /// <summary>The number of outputs of an expert.</summary>
    public static int Outputs(Component task) => s_tasks[task.Definition].Outputs(task);

    /// <summary>What computes the losses.</summary>
    public static Objective Create(Component task) => s_tasks[task.Definition].Create(task);
}
