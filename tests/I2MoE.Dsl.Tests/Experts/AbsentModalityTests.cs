using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Tests.Models;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Experts;

/// <summary>An expert has no say about what a sample has not.</summary>
public sealed class AbsentModalityTests
{
    private static readonly Modality s_left = new("Left", 0, [2], "linear");
    private static readonly Modality s_right = new("Right", 1, [2], "linear");
    private static readonly Modality s_sound = new("Sound", 2, [2], "linear");

    [Fact]
    public void Uniqueness_needs_its_modality_and_the_others_need_two()
    {
        Expert[] experts = [Expert.UniquenessOf(s_left), Expert.UniquenessOf(s_right), Expert.UniquenessOf(s_sound), Expert.Synergy, Expert.Redundancy];
        using torch.Tensor presence = torch.tensor(new[,] { { true, true, true }, { true, false, true }, { false, true, false }, { false, false, false } });
        using torch.Tensor allowed = PresentExperts.Of(experts, presence);
        Assert.Equal(
            "11111 10111 01000 11111",
            string.Join(' ', allowed.data<bool>().ToArray().Chunk(5).Select(row => string.Concat(row.Select(may => may ? '1' : '0')))));
    }

    // Uniqueness of the left modality alone was declared, and the sample lacks it.
    [Fact]
    public void Where_no_expert_is_left_all_have_their_say()
    {
        using torch.Tensor presence = torch.tensor(new[,] { { false, true } });
        using torch.Tensor allowed = PresentExperts.Of([Expert.UniquenessOf(s_left), Expert.Synergy], presence);
        Assert.Equal([true, true], allowed.data<bool>().ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Absent_experts_have_weight_0_and_those_of_complete_samples_stay_bit_for_bit(bool isEvidence)
    {
        using InteractionModel model = isEvidence ? new EvidenceLabels(seed: 3) : new SmallTransformer(seed: 3);
        using DisposeScope scope = torch.NewDisposeScope();
        MultimodalBatch complete = SmallData.Batch(model.Description, 4);
        torch.Tensor presence = torch.tensor(new[,] { { true, true }, { false, true }, { true, true }, { true, false } });
        double[][] before = Rows(model.Infer(complete).AllWeights);
        double[][] after = Rows(model.Infer(complete with { Presence = presence }).AllWeights);
        Assert.Equal(before[0], after[0]);
        Assert.Equal(before[2], after[2]);
        Assert.All(after, weights => Assert.Equal(1, weights.Sum(), 6));
        Assert.Equal([0, 1, 0, 0], after[1]);
        Assert.Equal([1, 0, 0, 0], after[3]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_step_with_absent_modalities_has_finite_losses_and_gradients(bool isEvidence)
    {
        using InteractionModel model = isEvidence ? new EvidenceLabels(seed: 3) : new SmallTransformer(seed: 3);
        using MultimodalDataset data = SmallData.For(model.Description);
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor presence = torch.tensor(new[,] { { true, true }, { false, true }, { true, false }, { false, false } });
        LossTerms losses = model.ComputeLosses(data.ToBatch(model.Description.ModalityNames, [0, 1, 2, 3]) with { Presence = presence }, new StepRandom(0, 1, 0));
        losses.Total.backward();
        Assert.True(double.IsFinite(losses.Total.item<float>()));
        Assert.All(
            model.parameters().Where(parameter => parameter.grad is not null),
            parameter => Assert.True(parameter.grad!.isfinite().all().item<bool>()));
    }

    [Fact]
    public void A_dataset_tells_its_batches_what_is_absent_and_says_nothing_where_nothing_is()
    {
        float nan = float.NaN;
        using var data = new MultimodalDataset(
            [
                new("Left", torch.tensor(new[,] { { 1f, nan }, { nan, nan }, { 3f, 4f } })),
                new("Right", torch.tensor(new[,] { { 1f }, { 5f }, { nan } })),
            ],
            torch.tensor([0L, 1, 0]));
        using MultimodalDataset standardised = Standardiser.Fit(data).Apply(data);
        using DisposeScope scope = torch.NewDisposeScope();
        Assert.Null(standardised.ToBatch(["Left", "Right"], [0]).Presence);
        Assert.Equal([false, true, true, true, true, false], standardised.ToBatch(["Right", "Left"], [2, 0, 1]).Presence!.data<bool>().ToArray());
    }

    [Fact]
    public void A_presence_of_another_shape_is_refused()
    {
        using var model = new SmallTransformer(seed: 3);
        using DisposeScope scope = torch.NewDisposeScope();
        MultimodalBatch batch = SmallData.Batch(model.Description, 4) with { Presence = torch.ones([4, 3], torch.ScalarType.Bool) };
        var refused = Assert.Throws<ArgumentException>(() => model.Infer(batch));
        Assert.Contains("the presence of modalities is Bool [4, 2], samples by modalities, but the batch has Bool [4, 3].", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_credit_of_a_step_leaves_absent_experts_out()
    {
        using var model = new EvidenceLabels(seed: 3);
        using MultimodalDataset data = SmallData.For(model.Description);
        using DisposeScope scope = torch.NewDisposeScope();
        MultimodalBatch batch = data.ToBatch(model.Description.ModalityNames, [.. Enumerable.Range(0, 60).Select(row => (long)row)]);
        MultimodalBatch absent = batch with { Presence = torch.tensor(new[,] { { true, false } }).repeat(60, 1) };

        // The left expert alone may speak, with weight 1, so that the weights have nothing to learn.
        Assert.Equal(0, ((InteractionLosses)model.ComputeLosses(absent, new StepRandom(0, 1, 0))).Credit!.item<float>(), 6);
        Assert.True(((InteractionLosses)model.ComputeLosses(batch, new StepRandom(0, 1, 0))).Credit!.item<float>() > 0);
    }

    [Fact]
    public void A_typed_batch_says_what_is_absent_and_frees_it()
    {
        using var model = new SmallTransformer(seed: 3);
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor presence = torch.tensor(new[,] { { true, true }, { false, true } });
        var batch = new SmallTransformer.Batch { Left = torch.ones(2, 5), Right = torch.ones(2, 4), Presence = presence };
        double[][] weights = Rows(model.Infer(batch).AllWeights);
        Assert.All(weights[0], weight => Assert.True(weight > 0));
        Assert.Equal([0, 1, 0, 0], weights[1]);
        batch.Dispose();
        Assert.True(presence.IsInvalid);
    }

    [Fact]
    public void Data_that_are_not_standardised_say_what_is_absent_too()
    {
        float nan = float.NaN;
        using var data = new MultimodalDataset(
            [
                new("Left", torch.tensor(new[,] { { 1f, nan }, { nan, nan }, { 3f, 4f } })),
                new("Right", torch.tensor(new[,] { { 1f }, { 5f }, { nan } })),
            ],
            torch.tensor([0L, 1, 0]));
        using DisposeScope scope = torch.NewDisposeScope();
        Assert.Null(data.ToBatch(["Left", "Right"], [0]).Presence);
        Assert.Equal([false, true, true, false], data.ToBatch(["Left", "Right"], [1, 2]).Presence!.data<bool>().ToArray());
        using MultimodalDataset part = data.Subset([2]);
        Assert.Equal([false, true], part.ToBatch(["Right", "Left"], [0]).Presence!.data<bool>().ToArray());
    }

    [Fact]
    public void Masking_leaves_alone_what_a_sample_lacks()
    {
        using var model = new SmallTransformer(seed: 3);
        using DisposeScope scope = torch.NewDisposeScope();
        using MultimodalDataset whole = SmallData.For(model.Description, 6);
        torch.Tensor right = whole["Right"].clone();
        right[2] = torch.full(4, float.NaN);
        using var read = new MultimodalDataset([new("Left", whole["Left"].clone()), new("Right", right)], whole.Labels.clone());
        using MultimodalDataset data = Standardiser.Fit(read).Apply(read);
        IReadOnlyList<IReadOnlyList<MaskingEffect>> effects = new ModalityMasking(model, new OutputReading(model.Description, data), draws: 4).EffectsOn(data);
        var predictions = InteractionPredictions.Of(model, data);
        Assert.Equal(0, effects[2][1].Changed);
        Assert.All(predictions.Outputs[2].Zip(effects[2][1].Outputs), pair => Assert.Equal(pair.First, pair.Second, 6));
        Assert.Equal([1, 0, 0, 0], effects[2][1].Weights);
        Assert.NotEqual(predictions.Outputs[2], effects[2][0].Outputs);
        Assert.NotEqual(predictions.Outputs[3], effects[3][1].Outputs);
    }

    private static double[][] Rows(torch.Tensor weights) => [.. weights.to_type(torch.float64).data<double>().ToArray().Chunk((int)weights.shape[1])];
}
