namespace I2MoE.Dsl.Generators.Tests;

/// <summary>What a task changes in the generated code.</summary>
public sealed class TaskTests
{
    [Theory]
    [InlineData("MultiLabel(Labels = 23)", "Task = global::I2MoE.Dsl.TaskKind.MultiLabel,")]
    [InlineData("MultiLabel(Labels = 23)", "Outputs = s_task.Labels,")]
    [InlineData("MultiLabel(Labels = 23)", "4 interaction experts, any of 23 labels.")]
    [InlineData("MultiLabel(Labels = 23)", "CreateObjective = static () => new global::I2MoE.Dsl.Losses.MultiLabelObjective(s_task),")]
    [InlineData("MultiLabel(Labels = 23)", "and their labels: float32 [B, 23] of 0 and 1. Disposing")]
    [InlineData("MultiLabel(Labels = 23)", "/// <summary>The logits of the synergy expert, [B, 23].</summary>")]
    [InlineData("Regression", "Task = global::I2MoE.Dsl.TaskKind.Regression,")]
    [InlineData("Regression", "Outputs = 1,")]
    [InlineData("Regression", "Interaction = global::I2MoE.Dsl.RegressionInteraction.Bounded,\n        Margin = 1.0,")]
    [InlineData("Regression(Interaction = RegressionInteraction.Reference)", "Interaction = global::I2MoE.Dsl.RegressionInteraction.Reference,")]
    [InlineData("Regression", "CreateObjective = static () => new global::I2MoE.Dsl.Losses.RegressionObjective(s_task),")]
    [InlineData("Regression", "and their labels: the targets, float32 [B]. Disposing")]
    [InlineData("Regression", "/// <summary>The value of the synergy expert, [B, 1].</summary>")]
    [InlineData("Count", "Task = global::I2MoE.Dsl.TaskKind.Count,")]
    [InlineData("Count", "CreateObjective = static () => new global::I2MoE.Dsl.Losses.CountObjective(s_task),")]
    [InlineData("Count", "and their labels: the counts, float32 [B], whole numbers from 0. Disposing")]
    [InlineData("Count", "/// <summary>The log rate of the synergy expert, [B, 1].</summary>")]
    [InlineData("Survival(Intervals = 6)", "Task = global::I2MoE.Dsl.TaskKind.Survival,")]
    [InlineData("Survival(Intervals = 6)", "Outputs = s_task.Intervals,")]
    [InlineData("Survival", "CreateObjective = static () => new global::I2MoE.Dsl.Losses.SurvivalObjective(s_task),")]
    [InlineData("Survival(Intervals = 6)", "4 interaction experts, the time to an event, by 6 intervals.")]
    [InlineData("Survival(Intervals = 6)", "/// <summary>The log odds of the event of the synergy expert, [B, 6].</summary>")]
    [InlineData("Ordinal(Classes = 5)", "Task = global::I2MoE.Dsl.TaskKind.Ordinal,")]
    [InlineData("Ordinal(Classes = 5)", "Outputs = s_task.Classes,")]
    [InlineData("Ordinal(Classes = 5)", "CreateObjective = static () => new global::I2MoE.Dsl.Losses.OrdinalObjective(s_task),")]
    [InlineData("Ordinal(Classes = 5)", "4 interaction experts, one of 5 classes in order.")]
    public void A_task_has_its_own_objective_labels_and_outputs(string task, string expected)
    {
        string source = Sources.WithModalities("First", "Second").Replace("Classification(Classes = 2)", task, StringComparison.Ordinal);
        Assert.Contains(expected, Project.Of(source).Generated("Model.g.cs"), StringComparison.Ordinal);
    }
}
