using I2MoE.Dsl.Data;

namespace I2MoE.Dsl.Experiments.Inputs;

/// <summary>What the training of a run fixed about its data, and every later use of its model must repeat.</summary>
internal sealed record Preprocessing
{
    /// <summary>The names of the classes or labels in the order of the outputs; null where they have none.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>The columns of every modality of a table in the order of its features; none of arrays.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> FeatureNames { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>How features are standardised; null where they are not.</summary>
    public Standardiser? Standardiser { get; init; }

    /// <summary>A dataset as the model takes it: standardised where the run's were. The result is the caller's to dispose.</summary>
    public MultimodalDataset Apply(MultimodalDataset data) => Standardiser?.Apply(data) ?? data.Subset([.. Enumerable.Range(0, data.Count).Select(row => (long)row)]);
}
