using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Generators.Emission;

/// <summary>How code for one kind of fusion is written. To add a fusion, add an entry.</summary>
/// <param name="Bank">The runtime class that holds the fusions of all experts.</param>
/// <param name="EmbeddingDim">The size D of the embeddings it takes.</param>
/// <param name="Patches">The number P of patches of the embeddings it takes; null where it takes vectors.</param>
internal sealed record FusionEmitter(string Bank, Func<Component, int> EmbeddingDim, Func<Component, int>? Patches)
{
    private static readonly Dictionary<ComponentDefinition, FusionEmitter> s_emitters = new()
    {
        [TransformerFusionOptions.Definition] = Of("TransformerFusion", TransformerFusionOptions.HiddenDim, TransformerFusionOptions.Patches),
        [SwitchFusionOptions.Definition] = Of("SwitchFusion", SwitchFusionOptions.HiddenDim, TransformerFusionOptions.Patches),
        [MoePlusPlusFusionOptions.Definition] = Of("MoePlusPlusFusion", TransformerFusionOptions.HiddenDim, TransformerFusionOptions.Patches),
        [InterpretCcFusionOptions.Definition] = Of("InterpretCcFusion", InterpretCcFusionOptions.HiddenDim),
        [LowRankFusionOptions.Definition] = Of("LowRankFusion", LowRankFusionOptions.HiddenDim),
        [EarlyFusionOptions.Definition] = Of("EarlyFusion", EarlyFusionOptions.HiddenDim, EarlyFusionOptions.Patches),
        [LateFusionOptions.Definition] = Of("LateFusion", LateFusionOptions.HiddenDim, LateFusionOptions.Patches),
        [ConcatFusionOptions.Definition] = Of("ConcatFusion", ConcatFusionOptions.HiddenDim),
    };

    /// <summary>How code for <paramref name="fusion"/> is written.</summary>
    public static FusionEmitter Of(Component fusion) => s_emitters[fusion.Definition];

    private static FusionEmitter Of(string bank, Option<int> hiddenDim, Option<int>? patches = null) => new(
        "global::I2MoE.Dsl.Fusion." + bank,
        fusion => fusion.Get(hiddenDim),
        patches is null ? null : fusion => fusion.Get(patches));
}
