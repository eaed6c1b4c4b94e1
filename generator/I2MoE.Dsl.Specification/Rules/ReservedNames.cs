namespace I2MoE.Dsl.Specification.Rules;

/// <summary>
/// The names that a modality cannot have, because the generated model, its batch, its outputs or its losses have a member of that name.
/// The emitters and this list belong together: a new generated member whose name is not made from a modality's name is added here.
/// </summary>
public static class ReservedNames
{
    /// <summary>The names, compared without regard to case: a parameter is the member's name with a small first letter.</summary>
    public static IReadOnlyCollection<string> All { get; } =
    [
        // Nested types and members of the model.
        "Batch", "Embeddings", "ExpertOutputs", "ExpertWeights", "Losses", "Output", "Interaction", "Baseline",
        "ComputeLosses", "CreateBaseline", "CreateBaselineTrainer", "CreateEncoders", "CreateFusion", "CreateTrainer", "Experiment", "Infer", "Modalities",

        // Members of its base classes.
        "CheckBatch", "CheckTrainingBatch", "Description", "EncoderSet", "ExpertBank", "InferWith", "Load", "ParameterCounts", "ReweightingNetwork", "Save",

        // Members of the typed batch, outputs and losses.
        "Experts", "Full", "Labels", "Logits", "Prediction", "Redundancy", "Synergy", "Task", "ToMultimodalBatch",
        "Total", "Weights",

        // Members of every object, record and module.
        "Clone", "Deconstruct", "Dispose", "EqualityContract", "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "PrintMembers",
        "ReferenceEquals", "ToString",
    ];

    private static readonly HashSet<string> s_all = new(All, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a modality cannot be called <paramref name="name"/>.</summary>
    public static bool Contains(string name) => s_all.Contains(name);
}
