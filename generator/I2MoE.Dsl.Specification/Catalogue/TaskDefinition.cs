namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>A task of the catalogue.</summary>
public sealed class TaskDefinition : ComponentDefinition
{
    internal TaskDefinition(string kind, string attributeName, string summary, params Option[] options)
        : base(Section.Task, kind, attributeName, summary, options)
    {
    }

    /// <summary>The option that says how many outputs an expert has; null where it has one.</summary>
    public Option<int>? Outputs { get; internal init; }

    /// <summary>Whether it predicts a number, which has no probabilities and no names.</summary>
    public bool PredictsNumber { get; internal init; }

    /// <summary>Whether it predicts one of several classes.</summary>
    public bool PredictsClass { get; internal init; }

    /// <summary>The runtime class that computes the losses. It is created with the options, where there are any.</summary>
    public string Objective => AttributeName + "Objective";

    /// <summary>The task in a few words, with <c>{0}</c> for the number of outputs.</summary>
    public required string Phrase { get; init; }

    /// <summary>What the labels of a batch are, with <c>{0}</c> for the number of outputs.</summary>
    public required string Labels { get; init; }

    /// <summary>What the outputs of an expert are called.</summary>
    public required string OutputName { get; init; }

    /// <summary>The number of outputs of an expert in <paramref name="task"/>, a component of this definition.</summary>
    public int OutputsOf(Component task) => Outputs is null ? 1 : task.Get(Outputs);
}
