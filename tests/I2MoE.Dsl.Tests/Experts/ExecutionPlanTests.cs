using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Experts;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Tests.Golden;
using I2MoE.Dsl.Tests.Models;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Experts;

public sealed class ExecutionPlanTests
{
    public static TheoryData<string> Models => [.. SmallFusions.Names];

    [Theory]
    [MemberData(nameof(Models))]
    public void Plans_agree_in_losses_and_gradients_with_dropout_and_masks(string fusion)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        InteractionLosses sequential = Losses(fusion, ExecutionPlan.Sequential, out InteractionModel first);
        InteractionLosses batched = Losses(fusion, ExecutionPlan.Batched, out InteractionModel second);

        Close.Absolute(sequential.Passes.Outputs, batched.Passes.Outputs.detach(), 1e-5, "outputs");
        Close.Absolute(sequential.Total, batched.Total, 1e-5, "total loss");
        foreach (((string name, torch.Tensor one), (_, torch.Tensor other)) in first.named_parameters().Zip(second.named_parameters()))
        {
            Close.Absolute(one.grad!, other.grad!, 1e-5, "gradient of " + name);
        }
    }

    [Fact]
    public void The_plan_is_chosen_by_the_size_of_the_work_unless_it_is_set()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        long batched = TensorsOfInference(ExecutionPlan.Batched, samples: 8);
        long sequential = TensorsOfInference(ExecutionPlan.Sequential, samples: 8);
        Assert.True(batched < sequential);
        Assert.Equal(batched, TensorsOfInference(ExecutionPlan.Auto, samples: 8));
        Assert.Equal(sequential, TensorsOfInference(ExecutionPlan.Auto, samples: 200_000));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_parameter_gets_a_gradient(string fusion)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Losses(fusion, ExecutionPlan.Sequential, out InteractionModel model);
        foreach ((string name, torch.Tensor parameter) in model.named_parameters())
        {
            Assert.True(parameter.grad is not null && parameter.grad.abs().sum().item<float>() > 0, name + " gets no gradient.");
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_baseline_is_the_fusion_alone_and_all_of_it_trains(string fusion)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using VanillaModel baseline = SmallFusions.CreateBaseline(fusion);
        MultimodalBatch batch = SmallData.Batch(baseline.Description, samples: 24);
        LossTerms losses = baseline.ComputeLosses(batch, SmallData.Random());
        losses.Total.backward();

        Assert.Equal(fusion is "switch" or "moepp", losses.Gate is not null);
        Assert.All(baseline.named_parameters(), pair => Assert.True(pair.parameter.grad!.abs().sum().item<float>() > 0, pair.name + " gets no gradient."));
        using ModelOutput output = baseline.Infer(batch);
        Assert.Equal([24, baseline.Description.Outputs], output.Prediction.shape);
        Assert.Equal(fusion is "switch" or "moepp" or "interpretcc" ? 1 : null, baseline.Fusion.ReadRouting()?.Experts);
    }

    [Fact]
    public void A_masking_pass_replaces_one_modality_and_no_other()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var model = new SmallConcat();
        MultimodalBatch batch = SmallData.Batch(model.Description);
        torch.Tensor[] embeddings = model.EncoderSet.Encode(batch.Inputs, random: null);
        torch.Tensor[] replacements = model.ExpertBank.DrawReplacements(embeddings, SmallData.Random());
        ExpertPasses passes = model.ExpertBank.Run(embeddings, replacements, [null, model.Middle], random: null);

        torch.Tensor[] masked = [embeddings[0], replacements[1][0], embeddings[2]];
        Close.Absolute(model.ExpertBank.Run(masked, [], [null], random: null)[0, 0], passes[0, 1], 1e-6, "masked pass");
        Close.Absolute(model.ExpertBank.Run(embeddings, [], [null], random: null)[0, 0], passes[0, 0], 1e-6, "full pass");
    }

    [Theory]
    [InlineData(Masking.Random)]
    [InlineData(Masking.Mean)]
    [InlineData(Masking.Zero)]
    public void Replacements_are_what_the_option_says(Masking masking)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var model = new SmallConcat();
        var bank = new ExpertBank(model.ExpertBank.Fusion, new ExpertsOptions { Masking = masking });
        torch.Tensor embedding = torch.randn(500, 8) + 3;
        torch.Tensor replacement = bank.DrawReplacements([embedding], SmallData.Random())[0];

        Assert.Equal([5, 500, 8], replacement.shape);
        torch.Tensor mean = replacement.mean([1]);
        torch.Tensor expected = masking == Masking.Mean ? embedding.mean([0]).expand(5, 8) : torch.zeros(5, 8);
        Close.Absolute(expected, mean, masking == Masking.Random ? 0.25 : 1e-5, "mean");
        double deviation = replacement.std(unbiased: true).item<float>();
        Assert.InRange(masking == Masking.Random ? deviation : 1, 0.95, 1.05);
        Assert.False(masking == Masking.Random && replacement[0].equal(replacement[1]).all().item<bool>(), "Experts share their random vectors.");
    }

    // The same for any number of samples: an operation makes one tensor.
    private static long TensorsOfInference(ExecutionPlan plan, int samples)
    {
        using InteractionModel model = SmallFusions.Create("interpretcc");
        model.ExpertBank.Plan = plan;
        torch.Tensor[] embeddings = [torch.randn(samples, 8), torch.randn(samples, 8)];
        using DisposeScope scope = torch.NewDisposeScope();
        long before = DisposeScopeManager.Statistics.CreatedInScopeCount;
        model.ExpertBank.Run(embeddings, [], [null], random: null);
        return DisposeScopeManager.Statistics.CreatedInScopeCount - before;
    }

    private static InteractionLosses Losses(string fusion, ExecutionPlan plan, out InteractionModel model)
    {
        model = SmallFusions.Create(fusion);
        model.ExpertBank.Plan = plan;
        InteractionLosses losses = model.ComputeLosses(SmallData.Batch(model.Description, samples: 24), SmallData.Random());
        losses.Total.backward();
        return losses;
    }
}
