using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Generators.Emission;

/// <summary>How code for one kind of fusion is written. To add a fusion, add an entry.</summary>
/// <param name="Bank">The runtime class that holds the fusions of all experts.</param>
/// <param name="EmbeddingDim">The size D of the embeddings it takes.</param>
/// <param name="Patches">The number P of patches of the embeddings it takes; null where it takes vectors.</param>
/// <param name="Arguments">What the constructor takes after the numbers of experts, modalities and outputs, and before the initializer.</param>
internal sealed record FusionEmitter(string Bank, int EmbeddingDim, int? Patches, string Arguments)
{
    /// <summary>The field that holds the options of a fusion of the catalogue.</summary>
    public const string OptionsField = "s_fusion";

    private static readonly Dictionary<ComponentDefinition, Func<Component, FusionEmitter>> s_emitters = new()
    {
        [TransformerFusionOptions.Definition] = Of("TransformerFusion", TransformerFusionOptions.HiddenDim, TransformerFusionOptions.Patches),
        [SwitchFusionOptions.Definition] = Of("SwitchFusion", SwitchFusionOptions.HiddenDim, TransformerFusionOptions.Patches),
        [MoePlusPlusFusionOptions.Definition] = Of("MoePlusPlusFusion", TransformerFusionOptions.HiddenDim, TransformerFusionOptions.Patches),
        [InterpretCcFusionOptions.Definition] = Of("InterpretCcFusion", InterpretCcFusionOptions.HiddenDim),
        [LowRankFusionOptions.Definition] = Of("LowRankFusion", LowRankFusionOptions.HiddenDim),
        [EarlyFusionOptions.Definition] = Of("EarlyFusion", EarlyFusionOptions.HiddenDim, EarlyFusionOptions.Patches),
        [LateFusionOptions.Definition] = Of("LateFusion", LateFusionOptions.HiddenDim, LateFusionOptions.Patches),
        [ConcatFusionOptions.Definition] = Of("ConcatFusion", ConcatFusionOptions.HiddenDim),
        [CustomFusionOptions.Definition] = Custom,
    };

    /// <summary>Whether the options are handed to the constructor as a whole.</summary>
    public bool TakesOptions => Arguments == OptionsField;

    /// <summary>How code for <paramref name="fusion"/> is written; a class of the user's must fit.</summary>
    public static FusionEmitter Of(Component fusion) => s_emitters[fusion.Definition](fusion);

    private static Func<Component, FusionEmitter> Of(string bank, Option<int> hiddenDim, Option<int>? patches = null) => fusion =>
        new("global::I2MoE.Dsl.Fusion." + bank, fusion.Get(hiddenDim), patches is null ? null : fusion.Get(patches), OptionsField);

    private static FusionEmitter Custom(Component fusion)
    {
        int hiddenDim = fusion.Get(CustomFusionOptions.HiddenDim);
        bool takesTokens = CustomFusionOptions.Definition.Consumes(fusion) == EmbeddingKind.Tokens;
        return new(
            fusion.FindType(CustomFusionOptions.Type)!.FullName,
            hiddenDim,
            takesTokens ? fusion.Get(CustomFusionOptions.Patches) : null,
            Literals.Of(hiddenDim));
    }
}
