using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Experts;
using I2MoE.Dsl.Tests.Golden;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Experts;

public sealed class ExpertLayoutTests
{
    [Fact]
    public async Task A_named_layout_trains_and_has_its_experts_only()
    {
        using Trainer<SmallLayout> trainer = SmallLayout.CreateTrainer();
        using DataSplits data = SmallData.Splits(trainer.Model.Description);
        FitResult fit = await trainer.FitAsync(data);
        Assert.Equal(["UniqueMiddle", "Synergy"], trainer.Model.Description.ExpertNames);
        Assert.Equal(["UniqueMiddle", "Synergy"], fit.Best.Losses.Skip(3).Select(loss => loss.Name));
        Assert.Equal(1, trainer.Evaluate(data.Test).MeanWeights.Values.Sum(), precision: 5);
    }

    [Fact]
    public void A_step_masks_as_many_modalities_as_asked_and_over_steps_all_of_them()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var model = new SmallLayout();
        MultimodalBatch batch = SmallData.Batch(model.Description);
        torch.Tensor[] embeddings = model.EncoderSet.Encode(batch.Inputs, random: null);
        Modality?[] declared = [null, model.Left, model.Middle, model.Right];
        var everMasked = new HashSet<int>();
        for (int step = 0; step < 20; step++)
        {
            // Zeros as replacements: a masked pass then differs from the full one; a pass that was not run equals it.
            torch.Tensor[] zeros = [.. embeddings.Select(embedding => torch.zeros([2, .. embedding.shape]))];
            ExpertPasses passes = model.ExpertBank.Run(embeddings, zeros, declared, SmallData.Random(step));
            int[] run = [.. Enumerable.Range(1, 3).Where(pass => !ReferenceEquals(passes[0, pass], passes[0, 0]))];
            Assert.Equal(2, run.Length);
            Assert.Equal(3, passes.Outputs.shape[1]);
            everMasked.UnionWith(run);
        }

        Assert.Equal([1, 2, 3], everMasked.Order());
    }

    [Fact]
    public void Without_interaction_loss_only_the_full_pass_is_run()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var model = new SmallLayout();
        var bank = new ExpertBank(model.ExpertBank.Fusion, new ExpertsOptions { InteractionLossWeight = 0 });
        torch.Tensor[] embeddings = model.EncoderSet.Encode(SmallData.Batch(model.Description).Inputs, random: null);
        ExpertPasses passes = bank.Run(embeddings, bank.DrawReplacements(embeddings, SmallData.Random()), [null, model.Left, model.Middle, model.Right], SmallData.Random());
        Assert.Equal(1, passes.Outputs.shape[1]);
        Assert.Same(passes[0, 0], passes[0, 3]);
    }

    [Fact]
    public void At_inference_nothing_is_drawn()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var model = new SmallLayout();
        MultimodalBatch batch = SmallData.Batch(model.Description);
        using SmallLayout.Output first = model.Infer(batch);
        using SmallLayout.Output second = model.Infer(batch);
        Close.Absolute(first.Prediction, second.Prediction, 0, "prediction");
        Assert.Equal([6], first.Weights.UniqueMiddle.shape);
    }
}
