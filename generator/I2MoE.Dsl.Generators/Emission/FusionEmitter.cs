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
        [TransformerFusionOptions.Definition] = new(
            "global::I2MoE.Dsl.Fusion.TransformerFusion",
            fusion => fusion.Get(TransformerFusionOptions.HiddenDim),
            fusion => fusion.Get(TransformerFusionOptions.Patches)),
        [ConcatFusionOptions.Definition] = new(
            "global::I2MoE.Dsl.Fusion.ConcatFusion",
            fusion => fusion.Get(ConcatFusionOptions.HiddenDim),
            Patches: null),
    };

    /// <summary>How code for <paramref name="fusion"/> is written.</summary>
    public static FusionEmitter Of(Component fusion) => s_emitters[fusion.Definition];
}
