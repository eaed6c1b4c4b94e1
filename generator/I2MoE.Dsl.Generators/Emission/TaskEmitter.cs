using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Generators.Emission;

/// <summary>How code for one kind of task is written. To add a task, add an entry.</summary>
/// <param name="Objective">The runtime class that computes its losses.</param>
/// <param name="Outputs">The number of outputs of an expert.</param>
/// <param name="Summary">The task in a few words.</param>
/// <param name="Labels">What the labels of a batch are, in documentation.</param>
/// <param name="OutputName">What the outputs of an expert are called, in documentation.</param>
internal sealed record TaskEmitter(
    string Objective,
    Func<Component, int> Outputs,
    Func<Component, string> Summary,
    Func<Component, string> Labels,
    string OutputName)
{
    private static readonly Dictionary<ComponentDefinition, TaskEmitter> s_emitters = new()
    {
        [ClassificationOptions.Definition] = new(
            "global::I2MoE.Dsl.Losses.ClassificationObjective",
            task => task.Get(ClassificationOptions.Classes),
            task => $"classification into {Literals.Of(task.Get(ClassificationOptions.Classes))} classes",
            _ => "The classes, int64 [B]",
            "logits"),
        [MultiLabelOptions.Definition] = new(
            "global::I2MoE.Dsl.Losses.MultiLabelObjective",
            task => task.Get(MultiLabelOptions.Labels),
            task => $"any of {Literals.Of(task.Get(MultiLabelOptions.Labels))} labels",
            task => $"The labels, float32 [B, {Literals.Of(task.Get(MultiLabelOptions.Labels))}] of 0 and 1",
            "logits"),
        [RegressionOptions.Definition] = new(
            "global::I2MoE.Dsl.Losses.RegressionObjective",
            _ => 1,
            _ => "regression",
            _ => "The targets, float32 [B]",
            "value"),
    };

    /// <summary>How code for <paramref name="task"/> is written.</summary>
    public static TaskEmitter Of(Component task) => s_emitters[task.Definition];
}
