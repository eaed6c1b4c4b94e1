using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Fusion;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Tests.Devices;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Tests.Golden;

/// <summary>Single fusions at inference against the numbers of the reference code.</summary>
public sealed class FusionGoldenTests
{
    private const double Tolerance = 1e-5;

    [SkippableFact]
    public void Early_fusion() => Check("early_fusion", initializer =>
        new EarlyFusion(1, 3, 5, new EarlyFusionOptions { HiddenDim = 16, Patches = 6 }, initializer));

    [SkippableFact]
    public void Late_fusion() => Check("late_fusion", initializer =>
        new LateFusion(1, 2, 5, new LateFusionOptions { HiddenDim = 6, Patches = 2 }, initializer));

    [SkippableFact]
    public void Low_rank_fusion() => Check("low_rank_fusion", initializer =>
        new LowRankFusion(1, 3, 5, new LowRankFusionOptions { HiddenDim = 8, Rank = 3, FusedDim = 12 }, initializer));

    [SkippableFact]
    public void MoePlusPlus_layers_in_a_row()
    {
        using GoldenFile golden = GoldenFile.Open("moepp_layer");
        using DisposeScope scope = torch.NewDisposeScope();
        var sizes = new TransformerSizes(Layers: 2, Heads: 1, HiddenDim: 16, Patches: 5, Dropout: 0, AttentionBlock.Reference);
        var trace = new RoutingTrace();
        torch.Tensor tokens = golden["input"];
        for (int layer = 0; layer < 2; layer++)
        {
            using var mlp = new MoePlusPlusMlp(sizes, routedExperts: 4, topK: 2, hasGatingResidual: layer > 0, Initializer());
            Fill(mlp.ReferenceNames(), golden.WithPrefix($"layer{layer}."));
            ModelPlacement.Move(mlp, TestDevice.OrCpu);
            tokens = mlp.Forward(tokens, View(), trace);
            Close.Absolute(golden[$"router_logits{layer}"], trace.RouterLogits!, Tolerance, $"router logits of layer {layer}");
            Close.Absolute(golden[$"output{layer}"], tokens, Tolerance, $"output of layer {layer}");
        }
    }

    private static void Check(string name, Func<ExpertInitializer, FusionBank> create)
    {
        using GoldenFile golden = GoldenFile.Open(name);
        using DisposeScope scope = torch.NewDisposeScope();
        using FusionBank bank = create(Initializer());
        Dictionary<string, torch.Tensor> weights = golden.WithPrefix("weights.");
        Assert.Equal(weights.Keys.Order(StringComparer.Ordinal), bank.ReferenceNames().Select(pair => pair.ReferenceName).Order(StringComparer.Ordinal));
        Fill(bank.ReferenceNames(), weights);
        ModelPlacement.Move(bank, TestDevice.OrCpu);

        torch.Tensor[] inputs = [.. Enumerable.Range(0, golden.Integer("modalities")).Select(modality => golden[$"input.{modality}"])];
        Close.Absolute(golden["output"], bank.Forward(inputs, View()).Outputs, Tolerance, "output");
    }

    private static void Fill(IEnumerable<(string ReferenceName, Parameter Stacked)> names, Dictionary<string, torch.Tensor> weights)
    {
        using IDisposable noGradients = torch.no_grad();
        foreach ((string name, Parameter stacked) in names)
        {
            stacked.copy_(weights[name].view(stacked.shape));
        }
    }

    private static ExpertInitializer Initializer() => new ParameterInitializer(seed: 0).ForExperts(1, ExpertInitialization.Identical);

    private static ExpertView View() => ExpertView.EachOf(experts: 1, passes: 1, random: null).Single();
}
