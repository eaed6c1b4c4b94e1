using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Fusion;
using I2MoE.Dsl.Interchange;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.SafeTensors;
using I2MoE.Dsl.Tests.Golden;
using I2MoE.Dsl.Tests.Models;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Tests.Fusion;

/// <summary>Where sparse fusions send tokens, what they say about it, and what they learn from it.</summary>
public sealed class RoutingTests
{
    [SkippableTheory]
    [InlineData(ExecutionPlan.Sequential)]
    [InlineData(ExecutionPlan.Batched)]
    public void Switch_statistics_count_the_routes_of_the_reference_code(ExecutionPlan plan)
    {
        using GoldenFile golden = GoldenFile.Open("switch_multiclass");
        using DisposeScope scope = torch.NewDisposeScope();
        using InteractionModel model = new GoldenSwitch();
        model.ExpertBank.Plan = plan;
        ReferenceWeights.Load(model, golden.WithPrefix("weights."));
        torch.Tensor[] embeddings = [.. Enumerable.Range(0, 3).Select(modality => golden[$"embedding.{modality}"])];
        model.ComputeLosses(embeddings, golden.Replacements(model), golden["labels"], new GoldenRandom(golden));

        RoutingStatistics routing = model.ExpertBank.Fusion.ReadRouting()!;
        Assert.Equal((5, 1, 4), (routing.Experts, routing.Layers, routing.RoutedExperts));
        for (int expert = 0; expert < 5; expert++)
        {
            long[] routes = [.. golden.WithPrefix($"switch_expert.{expert}.").Values.SelectMany(chunk => chunk.data<long>().ToArray())];
            for (int routed = 0; routed < 4; routed++)
            {
                Assert.Equal(routes.Count(route => route == routed) / (double)routes.Length, routing.Share(expert, 0, routed), 1e-5);
            }

            Assert.Equal(routes.Count(route => route < 0) / (double)routes.Length, routing.Dropped(expert, 0), 1e-5);
        }
    }

    [Fact]
    public void A_full_switch_expert_drops_what_comes_later()
    {
        using DisposeScope scope = torch.NewDisposeScope();

        // Tokens 0, 1 and 3 want expert 1, token 2 wants expert 0; each takes two.
        torch.Tensor scores = torch.tensor(new[, , ,] { { { { 0.2f, 0.8f }, { 0.3f, 0.7f }, { 0.9f, 0.1f }, { 0.1f, 0.9f } } } });
        torch.Tensor tokens = torch.arange(1, 5, dtype: torch.float32).view(1, 1, 4, 1);
        SwitchRoutes routes = SwitchRoutes.Of(scores, capacity: 2);

        Assert.Equal([3f, 0f, 1f, 2f], routes.Dispatch(tokens).data<float>().ToArray());
        Assert.Equal([1f, 2f, 3f, 0f], routes.Collect(routes.Dispatch(tokens)).data<float>().ToArray());
        Assert.Equal([0.25f, 0.5f, 0.25f], routes.Shares.data<float>().ToArray());
        Assert.Equal([0.8f, 0.7f, 0.9f, 0.9f], routes.Score.data<float>().ToArray());
    }

    [Theory]
    [InlineData("switch")]
    [InlineData("moepp")]
    public void The_gate_loss_alone_trains_the_router(string fusion)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using InteractionModel model = SmallFusions.Create(fusion);
        InteractionLosses losses = model.ComputeLosses(SmallData.Batch(model.Description, samples: 24), SmallData.Random());
        losses.Gate!.backward();

        Parameter[] routers = [.. model.named_parameters().Where(pair => pair.name.Contains("mlp.gate.", StringComparison.Ordinal) || pair.name.Contains("mlp.router_output", StringComparison.Ordinal)).Select(pair => pair.parameter)];
        Assert.NotEmpty(routers);
        Assert.All(routers, router => Assert.True(router.grad!.abs().sum().item<float>() > 0));
        Assert.Equal(losses.Total.item<float>(), losses.Task.item<float>() + (0.5f * losses.Interaction.item<float>()) + (0.01f * losses.Gate!.item<float>()), 1e-5f);
    }

    [Theory]
    [InlineData("switch", 2)]
    [InlineData("moepp", 6)]
    public void Shares_sum_to_one_in_every_layer_and_are_there_after_inference(string fusion, int routedExperts)
    {
        using InteractionModel model = SmallFusions.Create(fusion);
        using (torch.NewDisposeScope())
        {
            using ModelOutput output = model.Infer(SmallData.Batch(model.Description));
        }

        RoutingStatistics routing = model.ExpertBank.Fusion.ReadRouting()!;
        Assert.Equal(routedExperts, routing.RoutedExperts);
        for (int expert = 0; expert < routing.Experts; expert++)
        {
            for (int layer = 0; layer < routing.Layers; layer++)
            {
                double sum = Enumerable.Range(0, routedExperts).Sum(routed => routing.Share(expert, layer, routed));
                Assert.Equal(1, sum + routing.Dropped(expert, layer), 1e-5);
            }
        }
    }

    [Fact]
    public void InterpretCc_tells_how_often_a_gate_is_open()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using InteractionModel model = SmallFusions.Create("interpretcc");
        Parameter bias = model.named_parameters().Single(pair => pair.name.EndsWith("gate_output.1.bias", StringComparison.Ordinal)).parameter;
        using (torch.no_grad())
        {
            bias.fill_(50);
        }

        model.Infer(SmallData.Batch(model.Description));
        RoutingStatistics routing = model.ExpertBank.Fusion.ReadRouting()!;
        Assert.All(Enumerable.Range(0, routing.Experts), expert => Assert.Equal(1, routing.Share(expert, 0, 1)));
        using (torch.no_grad())
        {
            bias.fill_(-50);
        }

        model.Infer(SmallData.Batch(model.Description));
        Assert.Equal(0, model.ExpertBank.Fusion.ReadRouting()!.Share(0, 0, 1));
    }

    [Theory]
    [InlineData("switch")]
    [InlineData("moepp")]
    [InlineData("interpretcc")]
    public void Statistics_are_no_part_of_the_weights_which_move_to_another_model(string fusion)
    {
        using var folder = new TemporaryFolder();
        using DisposeScope scope = torch.NewDisposeScope();
        using InteractionModel model = SmallFusions.Create(fusion);
        using InteractionModel other = SmallFusions.Create(fusion);
        using (torch.no_grad())
        {
            Assert.All(other.parameters(), parameter => parameter.zero_());
        }

        string file = folder.File("weights.safetensors");
        model.Save(file);
        other.Load(file);

        using SafeTensorsFile saved = SafeTensorsFile.Read(file);
        Assert.DoesNotContain(saved.Tensors.Keys, name => name.Contains("routing", StringComparison.Ordinal));
        Close.Absolute(model.Infer(SmallData.Batch(model.Description)).Prediction, other.Infer(SmallData.Batch(model.Description)).Prediction, 1e-6, "prediction");
    }

    [Theory]
    [InlineData("transformer")]
    [InlineData("low_rank")]
    public void A_dense_fusion_routes_nothing(string fusion)
    {
        using InteractionModel model = SmallFusions.Create(fusion);
        Assert.Null(model.ExpertBank.Fusion.ReadRouting());
    }
}
