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
        "Answer", "Batch", "Embeddings", "ExpertOutputs", "ExpertWeights", "Input", "Losses", "Output", "Interaction", "Baseline",
        "ComputeLosses", "CreateBaseline", "CreateBaselineTrainer", "CreateEncoders", "CreateFusion", "CreateTrainer", "Experiment", "Infer", "LoadPredictor", "Modalities",

        // Members of its base classes.
        "CheckBatch", "CheckInferenceBatch", "CheckTrainingBatch", "ComputeLossesWith", "Description", "EncoderSet", "ExpertBank", "InferWith", "Load", "ParameterCounts", "Parts", "ReweightingNetwork", "Save",

        // Members of the typed batch, outputs and losses.
        "Experts", "Full", "Labels", "Logits", "Prediction", "Presence", "Redundancy", "Synergy", "Task", "ToInputs", "ToLengths", "ToMultimodalBatch",
        "Total", "Weights",

        // Members of every object, record and module.
        "Clone", "Deconstruct", "Dispose", "EqualityContract", "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "PrintMembers",
        "ReferenceEquals", "ToString",
    ];

    /// <summary>The names that a model has from torch's class of modules, which would be hidden; compared exactly, so that <c>Name</c> is free.</summary>
    public static IReadOnlyCollection<string> OfModules { get; } =
    [
        "ClearModules", "ConditionallyRegisterBuffer", "ConditionallyRegisterParameter", "Create", "GetDefaultDeviceAndType", "GetName",
        "HType", "RegisterComponents", "ReplaceBuffer", "ReplaceParameter", "_deviceIndex", "_deviceType", "_internal_buffers",
        "_internal_params", "_internal_submodules", "_named_buffers", "_named_parameters", "_parameters", "_to", "_toEpilog",
        "add_module", "apply", "buffers", "children", "eval", "get_buffer", "get_parameter", "has_buffer", "has_parameter", "load",
        "load_state_dict", "modules", "name", "named_buffers", "named_children", "named_modules", "named_parameters", "parameters",
        "register_buffer", "register_module", "register_parameter", "save", "save_state_dict", "state_dict", "train", "training",
        "zero_grad",
    ];

    /// <summary>The types and properties among them that the generated part of the class declares, whose names no other member of the class can have.</summary>
    public static IReadOnlyCollection<string> GeneratedMembers { get; } =
        ["Answer", "Batch", "Experiment", "ExpertOutputs", "ExpertWeights", "Input", "Losses", "Output"];

    /// <summary>The methods among them that the generated part of the class declares; a method of the user's can overload them.</summary>
    public static IReadOnlyCollection<string> GeneratedMethods { get; } =
        ["ComputeLosses", "CreateBaseline", "CreateBaselineTrainer", "CreateEncoders", "CreateFusion", "CreateTrainer", "Infer", "LoadPredictor"];

    /// <summary>The private fields of the generated part.</summary>
    public static IReadOnlyList<string> GeneratedFields { get; } =
        ["s_task", "s_fusion", "s_experts", "s_reweighting", "s_missing", "s_training", "s_parts"];

    /// <summary>The inherited methods that the generated part calls; one of the user's would be called in their place.</summary>
    public static IReadOnlyCollection<string> CalledMethods { get; } = ["ComputeLossesWith", "InferWith"];

    /// <summary>The names, beside those of generated members, that no class of a model can have: generated code begins with them, or means C#'s word.</summary>
    private static readonly HashSet<string> s_ofClasses = new([.. GeneratedMembers, .. GeneratedMethods, "I2MoE", "System", "TorchSharp", "var"], StringComparer.Ordinal);

    private static readonly HashSet<string> s_all = new(All, StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> s_ofModules = new(OfModules, StringComparer.Ordinal);

    /// <summary>Whether a modality cannot be called <paramref name="name"/>.</summary>
    public static bool Contains(string name) => s_all.Contains(name) || s_ofModules.Contains(name);

    /// <summary>Whether the class of a model cannot be called <paramref name="name"/>.</summary>
    public static bool ContainsClass(string name) => s_ofClasses.Contains(name);
}
