using I2MoE.Dsl.Fusion;
using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using Catalogue = I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Models;

/// <summary>Creates the fusion bank that a specification names. To add a fusion, add an entry.</summary>
internal static class SpecifiedFusions
{
    private delegate FusionBank Creation(Component fusion, int modalities, int outputs, ExpertInitializer initializer);

    private static readonly Dictionary<ComponentDefinition, Creation> s_creations = new()
    {
        [Catalogue.TransformerFusionOptions.Definition] = (fusion, modalities, outputs, initializer) =>
            new TransformerFusion(initializer.Experts, modalities, outputs, Bind<TransformerFusionOptions>(fusion), initializer),
        [Catalogue.SwitchFusionOptions.Definition] = (fusion, modalities, outputs, initializer) =>
            new SwitchFusion(initializer.Experts, modalities, outputs, Bind<SwitchFusionOptions>(fusion), initializer),
        [Catalogue.MoePlusPlusFusionOptions.Definition] = (fusion, modalities, outputs, initializer) =>
            new MoePlusPlusFusion(initializer.Experts, modalities, outputs, Bind<MoePlusPlusFusionOptions>(fusion), initializer),
        [Catalogue.InterpretCcFusionOptions.Definition] = (fusion, modalities, outputs, initializer) =>
            new InterpretCcFusion(initializer.Experts, modalities, outputs, Bind<InterpretCcFusionOptions>(fusion), initializer),
        [Catalogue.LowRankFusionOptions.Definition] = (fusion, modalities, outputs, initializer) =>
            new LowRankFusion(initializer.Experts, modalities, outputs, Bind<LowRankFusionOptions>(fusion), initializer),
        [Catalogue.EarlyFusionOptions.Definition] = (fusion, modalities, outputs, initializer) =>
            new EarlyFusion(initializer.Experts, modalities, outputs, Bind<EarlyFusionOptions>(fusion), initializer),
        [Catalogue.LateFusionOptions.Definition] = (fusion, modalities, outputs, initializer) =>
            new LateFusion(initializer.Experts, modalities, outputs, Bind<LateFusionOptions>(fusion), initializer),
        [Catalogue.ConcatFusionOptions.Definition] = (fusion, modalities, outputs, initializer) =>
            new ConcatFusion(initializer.Experts, modalities, outputs, Bind<ConcatFusionOptions>(fusion), initializer),
        [Catalogue.CustomFusionOptions.Definition] = (fusion, modalities, outputs, initializer) => (FusionBank)UserClasses.Create(
            fusion, Catalogue.CustomFusionOptions.Type, initializer.Experts, modalities, outputs, fusion.Get(Catalogue.CustomFusionOptions.HiddenDim), initializer),
    };

    /// <summary>Creates a bank of as many fusions as <paramref name="initializer"/> has experts.</summary>
    public static FusionBank Create(Component fusion, int modalities, int outputs, ExpertInitializer initializer) =>
        s_creations[fusion.Definition](fusion, modalities, outputs, initializer);

    private static T Bind<T>(Component fusion)
        where T : new() => ComponentOptions.Bind<T>(fusion);
}
