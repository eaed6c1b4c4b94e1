using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Tests.Models;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Interpretation;

public sealed class ModalityMaskingTests
{
    [Fact]
    public void A_masked_modality_has_the_mean_embedding_where_the_training_masks_by_means()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var model = new SmallConcat();
        using MultimodalDataset data = SmallData.For(model.Description, 300);
        IReadOnlyList<IReadOnlyList<MaskingEffect>> effects = Study(model, data, draws: 5).EffectsOn(data);

        using IDisposable noGradients = torch.no_grad();
        torch.Tensor[] embeddings = model.EncoderSet.Encode(data.ToBatch(model.Description.ModalityNames, [.. Enumerable.Range(0, 300).Select(row => (long)row)]).Inputs, random: null);
        embeddings[1] = embeddings[1].mean([0], keepdim: true).expand(embeddings[1].shape);
        InteractionForward masked = InteractionForward.Of(model, embeddings, presence: null);
        Assert.Equal(300, effects.Count);
        Assert.Equal(["Left", "Middle", "Right"], effects[0].Select(effect => effect.Modality));
        Assert.Equal(masked.Prediction[299, 1].item<float>(), effects[299][1].Outputs[1], precision: 4);
        Assert.Equal(masked.Weights[299, 2].item<float>(), effects[299][1].Weights[2], precision: 5);
        Assert.Equal(masked.Experts[3, 299, 0].item<float>(), effects[299][1].Experts[3][0], precision: 4);
    }

    [Fact]
    public void Several_modalities_are_masked_together_in_the_order_of_their_binary_numbers()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var model = new SmallConcat();
        using MultimodalDataset data = SmallData.For(model.Description, 40);
        ModalityMasking study = Study(model, data, draws: 1);
        IReadOnlyList<IReadOnlyList<MaskingEffect>> effects = study.CombinedEffectsOn(data);
        Assert.Equal(["Left + Middle", "Left + Right", "Middle + Right", "Left + Middle + Right"], effects[0].Select(effect => effect.Modality));

        using IDisposable noGradients = torch.no_grad();
        MultimodalBatch batch = data.ToBatch(model.Description.ModalityNames, [.. Enumerable.Range(0, 40).Select(row => (long)row)]);
        torch.Tensor[] embeddings = model.EncoderSet.Encode(batch.Inputs, random: null);
        foreach (int modality in (int[])[0, 2])
        {
            embeddings[modality] = embeddings[modality].mean([0], keepdim: true).expand(embeddings[modality].shape);
        }

        InteractionForward masked = InteractionForward.Of(model, embeddings, presence: null);
        Assert.Equal(masked.Prediction[7, 1].item<float>(), effects[7][1].Outputs[1], precision: 4);
        Assert.Equal(masked.Weights[7, 2].item<float>(), effects[7][1].Weights[2], precision: 5);

        MaskingEffect one = study.EffectOf(data.ToBatch(model.Description.ModalityNames, [7]), [model.Description.Modalities[0], model.Description.Modalities[2]], data);
        Assert.Equal(effects[7][1].Outputs[0], one.Outputs[0], precision: 4);
        Assert.Equal(InteractionPredictions.Of(model, data).Outputs[7][0], study.EffectOf(data.ToBatch(model.Description.ModalityNames, [7]), [], data).Outputs[0], precision: 4);
    }

    [Fact]
    public void Of_samples_that_lack_modalities_only_those_that_are_there_are_masked()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var model = new SmallConcat();
        using MultimodalDataset whole = SmallData.For(model.Description, 40);
        torch.Tensor left = whole["Left"].clone();
        left[3] = torch.full_like(left[3], float.NaN);
        using var data = new MultimodalDataset(model.Description.ModalityNames.Select(name => KeyValuePair.Create(name, name == "Left" ? left : whole[name].clone())), whole.CopyLabels());
        IReadOnlyList<IReadOnlyList<MaskingEffect>> alone = Study(model, data, draws: 1).EffectsOn(data);
        IReadOnlyList<IReadOnlyList<MaskingEffect>> together = Study(model, data, draws: 1).CombinedEffectsOn(data);
        Assert.Equal(alone[3][1].Outputs[0], together[3][0].Outputs[0], precision: 4);
        Assert.NotEqual(alone[4][1].Outputs[0], together[4][0].Outputs[0], precision: 4);
    }

    [Fact]
    public void Random_masking_repeats_with_its_seed_and_changes_decisions_in_a_share_of_draws()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var model = new SmallTransformer();
        using MultimodalDataset data = SmallData.For(model.Description);
        IReadOnlyList<IReadOnlyList<MaskingEffect>> first = Study(model, data, draws: 4, seed: 1).EffectsOn(data);
        IReadOnlyList<IReadOnlyList<MaskingEffect>> again = Study(model, data, draws: 4, seed: 1).EffectsOn(data);
        IReadOnlyList<IReadOnlyList<MaskingEffect>> other = Study(model, data, draws: 4, seed: 2).EffectsOn(data);
        Assert.Equal(first[7][0].Outputs, again[7][0].Outputs);
        Assert.NotEqual(first[7][0].Outputs, other[7][0].Outputs);
        Assert.All(first.SelectMany(effects => effects), effect =>
        {
            Assert.Equal(1, effect.Weights.Sum(), precision: 5);
            Assert.Contains(effect.Changed, (double[])[0, 0.25, 0.5, 0.75, 1]);
        });
        Assert.Contains(first.SelectMany(effects => effects), effect => effect.Changed > 0);
    }

    [Fact]
    public void A_model_without_interaction_loss_is_masked_all_the_same()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var model = new WithoutInteractionLoss();
        using MultimodalDataset data = SmallData.For(model.Description);
        var predictions = InteractionPredictions.Of(model, data);
        Assert.NotEqual(predictions.Outputs[0], Study(model, data, draws: 1).EffectsOn(data)[0][0].Outputs);
    }

    private static ModalityMasking Study(InteractionModel model, MultimodalDataset data, int draws, long seed = 0) =>
        new(model, new OutputReading(model.Description, data), draws, seed);
}

/// <summary>A model that trains without masking passes.</summary>
[I2MoEModel]
[Classification(Classes = 2)]
[ConcatFusion(Layers = 1)]
[Experts(InteractionLossWeight = 0)]
internal sealed partial class WithoutInteractionLoss
{
    [Modality(Features = 3), LinearEncoder]
    public partial Modality Left { get; }

    [Modality(Features = 3), LinearEncoder]
    public partial Modality Right { get; }
}
