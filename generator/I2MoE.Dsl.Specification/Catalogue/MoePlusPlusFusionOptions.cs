namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of the MoE++ fusion. What it shares with the transformer fusion is stated there.</summary>
public static class MoePlusPlusFusionOptions
{
    /// <summary>The experts of a layer that compute nothing: two constant, one copy, one zero.</summary>
    public const int ZeroComputationExperts = 4;

    /// <summary>The number of SwiGLU experts.</summary>
    public static Option<int> RoutedExperts { get; } =
        new("RoutedExperts", OptionType.Integer, "Number of SwiGLU experts (64 wide) of a layer, beside two constant, one copy and one zero expert.", 4, minimum: 1, maximum: 1024);

    /// <summary>The number of experts a token goes to.</summary>
    public static Option<int> TopK { get; } =
        new("TopK", OptionType.Integer, "Number of experts that a token goes to; at most RoutedExperts + 4.", 2, minimum: 2, maximum: 1028);

    /// <summary>The weight of the gate loss.</summary>
    public static Option<double> GateLossWeight { get; } =
        new("GateLossWeight", OptionType.Number, "Weight of the load-balancing gate loss beside the task loss; 0 switches it off.", 0.01, minimum: 0, maximum: 1000);

    /// <summary>The component.</summary>
    public static FusionDefinition Definition { get; } = new(
        "moepp",
        "MoePlusPlusFusion",
        "The transformer fusion whose MLPs are MoE++ layers: SwiGLU experts beside constant, copy and zero experts, with router logits passed from layer to layer (MoE++ in the paper's tables).",
        EmbeddingKind.Tokens,
        TransformerFusionOptions.Layers,
        TransformerFusionOptions.Heads,
        TransformerFusionOptions.HiddenDim,
        TransformerFusionOptions.Patches,
        TransformerFusionOptions.Dropout,
        TransformerFusionOptions.Block,
        RoutedExperts,
        TopK,
        GateLossWeight)
    {
        RuntimeClass = "MoePlusPlusFusion",
        Count = static sizes => sizes.AddBlocks(sizes.AddMoePlusPlus),
        HiddenDim = TransformerFusionOptions.HiddenDim,
        Patches = TransformerFusionOptions.Patches,
        Attention = (TransformerFusionOptions.Heads, TransformerFusionOptions.HiddenDim),
    };
}
