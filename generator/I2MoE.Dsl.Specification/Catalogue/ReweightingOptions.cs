namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of the re-weighting network.</summary>
public static class ReweightingOptions
{
    /// <summary>The number of linear layers.</summary>
    public static Option<int> Layers { get; } =
        new("Layers", OptionType.Integer, "Number of linear layers.", 2, minimum: 1, maximum: 64);

    /// <summary>The width of the hidden layers.</summary>
    public static Option<int> HiddenDim { get; } =
        new("HiddenDim", OptionType.Integer, "Width of the hidden layers.", 256, minimum: 1, maximum: 65_536);

    /// <summary>The softmax temperature.</summary>
    public static Option<double> Temperature { get; } =
        new("Temperature", OptionType.Number, "Temperature of the softmax over the experts; higher is more even.", 1.0, minimum: 0.001, maximum: 1000);

    /// <summary>The dropout between the layers.</summary>
    public static Option<double> Dropout { get; } =
        new DropoutOption("Probability with which a hidden unit is dropped in training.", 0.5);

    /// <summary>Whether the weights depend on the sample.</summary>
    public static Option<ReweightingScope> Scope { get; } =
        new("Scope", OptionType.Choice, "Whether every sample has weights of its own, or all share one weight an expert.", ReweightingScope.PerSample);

    /// <summary>The component.</summary>
    public static ComponentDefinition Definition { get; } =
        new(Section.Reweighting, "reweighting", "Reweighting", "The MLP that gives every sample its weights of the experts: softmax(MLP(mean embeddings) / temperature).", Layers, HiddenDim, Temperature, Dropout, Scope);
}
