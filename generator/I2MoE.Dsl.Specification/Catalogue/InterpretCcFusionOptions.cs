namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of the InterpretCC fusion.</summary>
public static class InterpretCcFusionOptions
{
    /// <summary>The hidden size.</summary>
    public static Option<int> HiddenDim { get; } =
        new("HiddenDim", OptionType.Integer, "Size D of every modality's embedding and width of the hidden layers; the classifier narrows it to D / 2.", 256, minimum: 2, maximum: 65_536);

    /// <summary>The temperature of the gates.</summary>
    public static Option<double> Tau { get; } =
        new("Tau", OptionType.Number, "Temperature of the Gumbel-sigmoid gates: the smaller, the closer to 0 or 1.", 1, minimum: 0.001, maximum: 1000);

    /// <summary>Whether gates are 0 or 1.</summary>
    public static Option<bool> Hard { get; } =
        new("Hard", OptionType.Flag, "Whether a gate is 0 or 1 (with the gradient of the soft gate); otherwise it is a number between.", true);

    /// <summary>The threshold of a hard gate.</summary>
    public static Option<double> Threshold { get; } =
        new("Threshold", OptionType.Number, "A hard gate is open where the soft gate exceeds this.", 0.5, minimum: 0, maximum: 0.99, minimumIsExclusive: true);

    /// <summary>The dropout.</summary>
    public static Option<double> Dropout { get; } =
        new DropoutOption("Probability with which a unit of the fused embedding is dropped in training.", 0.5);

    /// <summary>The component.</summary>
    public static FusionDefinition Definition { get; } =
        new("interpretcc", "InterpretCcFusion", "A gate for every modality and sample, then an MLP on the gated embeddings, concatenated (InterpretCC in the paper's tables).", EmbeddingKind.Vector, HiddenDim, Tau, Hard, Threshold, Dropout)
        {
            RuntimeClass = "InterpretCcFusion",
            Count = static sizes => sizes.AddInterpretCc(),
            HiddenDim = HiddenDim,
        };
}
