using I2MoE.Dsl.Data;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Training;

/// <summary>What does not fit a declaration is refused before anything is computed, in words.</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("Epochs", "Epochs is 0. Allowed: 1 to 1000000.")]
    [InlineData("BatchSize", "BatchSize is -1. Allowed: 1 to 1000000.")]
    [InlineData("LearningRate", "LearningRate is NaN. Allowed: greater than 0, up to 1.")]
    [InlineData("WeightDecay", "WeightDecay is -0.5. Allowed: 0 to 10.")]
    [InlineData("GradientClipping", "GradientClipping is -1. Allowed: 0 or more.")]
    [InlineData("Device", "Device is 'gpu'. Allowed: auto, cpu, cuda, cuda:N.")]
    public void A_wrong_option_is_refused(string option, string message)
    {
        TrainerOptions options = option switch
        {
            "Epochs" => new() { Epochs = 0 },
            "BatchSize" => new() { BatchSize = -1 },
            "LearningRate" => new() { LearningRate = double.NaN },
            "WeightDecay" => new() { WeightDecay = -0.5 },
            "GradientClipping" => new() { GradientClipping = -1 },
            _ => new() { Device = "gpu" },
        };
        ArgumentException error = Assert.ThrowsAny<ArgumentException>(() => SmallConcat.CreateTrainer(options).Dispose());
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_that_do_not_fit_are_refused()
    {
        await RefusedAsync(left: torch.zeros(40, 6), labels: Labels(2), "SmallConcat declares modality Left as [B, 5], but the training data have [28, 6].");
        await RefusedAsync(left: torch.zeros(40, 5), labels: Labels(3), "SmallConcat declares 2 classes, so labels are 0 to 1, but the training data have class 2. Probably meant: Classes = 3.");
        await RefusedAsync(left: torch.full([40, 5], float.NaN), labels: Labels(2), "Modality Left has a missing (NaN) or infinite value in sample 0 of the training data. Call Standardise() on the splits");
    }

    [Fact]
    public async Task A_loss_that_is_not_finite_before_anything_was_learned_is_not_blamed_on_the_learning_rate()
    {
        using MultimodalDataset data = Dataset(left: torch.full([40, 5], 100f), Labels(2));
        using DataSplits splits = data.Split(seed: 0);
        using Trainer<SmallConcat> trainer = Overflowing();
        string trained = (await Assert.ThrowsAsync<TrainingException>(() => trainer.FitAsync(splits))).Message;
        Assert.Matches("^The \\w+ loss is (NaN|∞|Infinity) in the first step, before anything was learned\\. Look for very large values in the data", trained);
        Assert.DoesNotContain("learning rate", trained, StringComparison.Ordinal);

        using Trainer<SmallConcat> untrained = Overflowing();
        string evaluated = Assert.Throws<TrainingException>(() => untrained.Evaluate(splits.Test)).Message;
        Assert.StartsWith("SmallConcat predicts NaN or infinite values, but its parameters are finite. Look for very large values in the data", evaluated, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_that_does_not_fit_is_refused()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var model = new SmallConcat();
        SmallConcat.Batch wrong = new() { Left = torch.zeros(2, 5), Middle = torch.zeros(2, 9), Right = torch.zeros(2, 3) };
        Assert.StartsWith(
            "SmallConcat: modality Middle is declared as [B, 4], but the batch has [2, 9].",
            Assert.Throws<ArgumentException>(() => model.Infer(wrong)).Message,
            StringComparison.Ordinal);

        SmallConcat.Batch uneven = new() { Left = torch.zeros(2, 5), Middle = torch.zeros(3, 4), Right = torch.zeros(2, 3) };
        Assert.StartsWith(
            "SmallConcat: modality Middle is declared as [B, 4] with B = 2 as in Left, but the batch has [3, 4].",
            Assert.Throws<ArgumentException>(() => model.Infer(uneven)).Message,
            StringComparison.Ordinal);

        SmallConcat.Batch unlabelled = new() { Left = torch.zeros(2, 5), Middle = torch.zeros(2, 4), Right = torch.zeros(2, 3) };
        Assert.StartsWith(
            "SmallConcat: training needs labels, int64 [2], but the batch has none.",
            Assert.Throws<ArgumentException>(() => model.ComputeLosses(unlabelled, SmallData.Random())).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_cannot_be_predicted_are_refused()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var model = new SmallConcat();
        using I2MoE.Dsl.Models.VanillaModel baseline = SmallConcat.CreateBaseline();
        torch.Tensor broken = torch.zeros(3, 4);
        broken[2, 1] = float.NaN;
        Refused(Batch(broken), "SmallConcat: modality Middle has a missing (NaN) or infinite value in sample 2 of the batch. Standardise it as the training data were");
        Refused(Batch(torch.full([3, 4], float.NegativeInfinity)), "SmallConcat: modality Middle has a missing (NaN) or infinite value in sample 0 of the batch.");
        Refused(Batch(torch.zeros(3, 4, torch.float64)), "SmallConcat: modality Middle takes features, Float32, but the batch has Float64. Convert it with to_type(ScalarType.Float32).");
        Refused(Batch(torch.zeros(3, 4, torch.float16)), "SmallConcat: modality Middle takes features, Float32, but the batch has Float16.");
        Refused(Batch(torch.zeros([3, 4], device: torch.META)), "SmallConcat is on cpu, but modality Middle of the batch on meta");
        Refused(new() { Left = torch.zeros(0, 5), Middle = torch.zeros(0, 4), Right = torch.zeros(0, 3) }, "SmallConcat: the batch has no samples");

        // A sum that overflows is not a value that is infinite.
        model.Infer(Batch(torch.full([3, 4], 2e38f))).Dispose();

        static SmallConcat.Batch Batch(torch.Tensor middle) => new() { Left = torch.zeros(3, 5), Middle = middle, Right = torch.zeros(3, 3) };

        void Refused(SmallConcat.Batch batch, string message)
        {
            Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => model.Infer(batch)).Message, StringComparison.Ordinal);
            Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => baseline.Infer(batch.ToMultimodalBatch())).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Token_ids_outside_the_vocabulary_are_refused()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using I2MoE.Dsl.Models.InteractionModel model = TwinModels.Compiled(TwinModels.Specification("sequences"), seed: 0);
        MultimodalBatch batch = SmallData.Batch(model.Description);
        Modality note = model.Description.Modalities.First(modality => modality.Vocabulary is not null);
        batch.Inputs[note.Index][1, 0] = note.Vocabulary!.Value;
        string message = Assert.Throws<ArgumentException>(() => model.Infer(batch)).Message;
        Assert.Contains($"modality {note.Name} has a token id outside 0 to {note.Vocabulary - 1} in sample 1 of the batch", message, StringComparison.Ordinal);
    }

    private static torch.Tensor Labels(int classes) => torch.arange(40, dtype: torch.int64).remainder(classes);

    // Of finite parameters, which with the data make infinite numbers.
    private static Trainer<SmallConcat> Overflowing()
    {
        Trainer<SmallConcat> trainer = SmallConcat.CreateTrainer();
        using IDisposable noGradients = torch.no_grad();
        trainer.Model.parameters().First().fill_(3e38f);
        return trainer;
    }

    private static MultimodalDataset Dataset(torch.Tensor left, torch.Tensor labels) =>
        new(new OrderedDictionary<string, torch.Tensor> { ["Left"] = left, ["Middle"] = torch.zeros(40, 4), ["Right"] = torch.zeros(40, 3) }, labels);

    private static async Task RefusedAsync(torch.Tensor left, torch.Tensor labels, string message)
    {
        using MultimodalDataset data = Dataset(left, labels);
        using DataSplits splits = data.Split(seed: 0);
        using Trainer<SmallConcat> trainer = SmallConcat.CreateTrainer();
        DatasetException error = await Assert.ThrowsAsync<DatasetException>(() => trainer.FitAsync(splits));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }
}
