using I2MoE.Dsl.Models;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Tests.Models;

/// <summary>A small model and its baseline for every fusion, by the fusion's name; a fusion without an entry has its twin.</summary>
internal static class SmallFusions
{
    private static readonly Dictionary<string, (Func<InteractionModel> Model, Func<VanillaModel> Baseline)> s_models = new()
    {
        ["transformer"] = (() => new SmallTransformer(seed: 5), () => SmallTransformer.CreateBaseline(seed: 5)),
        ["concat"] = (() => new SmallConcat(seed: 5), () => SmallConcat.CreateBaseline(seed: 5)),
        ["switch"] = (() => new SmallSwitch(seed: 5), () => SmallSwitch.CreateBaseline(seed: 5)),
        ["moepp"] = (() => new SmallMoePlusPlus(seed: 5), () => SmallMoePlusPlus.CreateBaseline(seed: 5)),
        ["interpretcc"] = (() => new SmallInterpretCc(seed: 5), () => SmallInterpretCc.CreateBaseline(seed: 5)),
        ["low_rank"] = (() => new SmallLowRank(seed: 5), () => SmallLowRank.CreateBaseline(seed: 5)),
        ["early"] = (() => new SmallEarly(seed: 5), () => SmallEarly.CreateBaseline(seed: 5)),
        ["late"] = (() => new SmallLate(seed: 5), () => SmallLate.CreateBaseline(seed: 5)),
        ["custom"] = (() => new SmallCustom(seed: 5), () => SmallCustom.CreateBaseline(seed: 5)),
    };

    public static IEnumerable<string> Names => OptionCatalogue.Fusions.Select(fusion => fusion.Kind);

    public static InteractionModel Create(string fusion) => s_models.TryGetValue(fusion, out (Func<InteractionModel> Model, Func<VanillaModel> Baseline) small)
        ? small.Model()
        : TwinModels.Compiled(TwinModels.Specification(fusion), seed: 5);

    public static VanillaModel CreateBaseline(string fusion) => s_models.TryGetValue(fusion, out (Func<InteractionModel> Model, Func<VanillaModel> Baseline) small)
        ? small.Baseline()
        : TwinModels.CompiledBaseline(TwinModels.Specification(fusion), seed: 5);
}
