namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of the switch fusion ("SwitchGate" in the paper's tables). What it shares with the transformer fusion is stated there.</summary>
public static class SwitchFusionOptions
{
    /// <summary>The hidden size.</summary>
    public static Option<int> HiddenDim { get; } =
        new("HiddenDim", OptionType.Integer, "Hidden size D of every token.", 128, minimum: 1, maximum: 65_536);

    /// <summary>The number of routed MLPs.</summary>
    public static Option<int> RoutedExperts { get; } =
        new("RoutedExperts", OptionType.Integer, "Number of MLPs that the switch gate routes tokens to (num experts in the paper; not the interaction experts).", 16, minimum: 2, maximum: 1024);

    /// <summary>The weight of the gate loss.</summary>
    public static Option<double> GateLossWeight { get; } =
        new("GateLossWeight", OptionType.Number, "Weight of the load-balancing gate loss beside the task loss; 0 switches it off.", 0.01, minimum: 0, maximum: 1000);

    /// <summary>The component.</summary>
    public static FusionDefinition Definition { get; } = new(
        "switch",
        "SwitchFusion",
        "The transformer fusion with a sparse first MLP: a switch gate sends every token to one of several MLPs (SwitchGate in the paper's tables).",
        EmbeddingKind.Tokens,
        TransformerFusionOptions.Layers,
        TransformerFusionOptions.Heads,
        HiddenDim,
        TransformerFusionOptions.Patches,
        TransformerFusionOptions.Dropout,
        TransformerFusionOptions.Block,
        RoutedExperts,
        GateLossWeight)
    {
        RuntimeClass = "SwitchFusion",
        Count = CountLayers,
        HiddenDim = HiddenDim,
        Patches = TransformerFusionOptions.Patches,
        Attention = (TransformerFusionOptions.Heads, HiddenDim),
    };

    private static void CountLayers(FusionSizes sizes) => sizes.AddBlocks(layer =>
    {
        if (layer == 0)
        {
            sizes.AddSwitchMlp(sizes.Fusion.Get(RoutedExperts));
        }
        else
        {
            sizes.AddDenseMlp();
        }
    });
}
