using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Encoders;

/// <summary>Images, texts and sequences from the declaration to the saved weights.</summary>
public sealed class SmallMediaTests
{
    [Fact]
    public async Task A_model_of_an_image_a_text_and_an_own_encoder_learns_and_returns_to_the_best_epoch()
    {
        using Trainer<SmallMedia> trainer = SmallMedia.CreateTrainer(new TrainerOptions { Epochs = 10, BatchSize = 12 });
        using DataSplits data = SmallData.Splits(trainer.Model.Description).Standardise();
        FitResult fit = await trainer.FitAsync(data);

        // Only with the running statistics of that epoch is its loss found again.
        Assert.Equal(fit.Best.Validation.Loss, trainer.Evaluate(data.Validation).Metrics.Loss);
        Assert.InRange(trainer.Evaluate(data.Test).Classification.Accuracy, 0.75, 1);
    }

    [Fact]
    public void The_best_epoch_has_its_running_statistics()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using InteractionModel model = new SmallMedia();
        using var snapshot = new ParameterSnapshot(model);
        snapshot.Take();
        byte[][] before = Buffers(model);
        model.ComputeLosses(SmallData.Batch(model.Description), SmallData.Random());
        Assert.NotEqual(before, Buffers(model));
        snapshot.Restore();
        Assert.Equal(before, Buffers(model));
    }

    [Fact]
    public void Saved_and_loaded_weights_predict_the_same_running_statistics_included()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using TemporaryFolder folder = new();
        using SmallMedia model = new(seed: 1);
        MultimodalBatch batch = SmallData.Batch(model.Description);
        model.ComputeLosses(batch, SmallData.Random());
        model.Save(folder.File("weights.safetensors"));

        using SmallMedia other = new(seed: 2);
        other.Load(folder.File("weights.safetensors"));
        using SmallMedia.Output expected = model.Infer(batch);
        using SmallMedia.Output actual = other.Infer(batch);
        Assert.Equal(expected.Prediction.bytes.ToArray(), actual.Prediction.bytes.ToArray());
    }

    [Fact]
    public void Class_weights_are_part_of_the_declaration_and_not_of_the_saved_weights()
    {
        using InteractionModel model = new Golden.GoldenWeightedBinary();
        Assert.NotNull(model.get_buffer("objective.class_weights"));
        Assert.DoesNotContain("objective.class_weights", ModelState.Of(model).Keys);
    }

    [Theory]
    [InlineData(10L, "Modality Review has the token id 10 in sample {0} of the training data. Allowed: 0 to 9, as Vocabulary = 10 declares.")]
    [InlineData(-1L, "Modality Review has the token id -1 in sample {0} of the training data. Allowed: 0 to 9, as Vocabulary = 10 declares.")]
    public async Task A_token_id_outside_the_vocabulary_is_named(long id, string message)
    {
        using Trainer<SmallMedia> trainer = SmallMedia.CreateTrainer();
        using MultimodalDataset whole = SmallData.For(trainer.Model.Description);
        using DataSplits data = whole.Split(seed: 0);
        long row = data.Train.SampleRows[3];
        whole["Review"][row, 4] = torch.tensor(id);
        Assert.Equal(string.Format(CultureInfo.InvariantCulture, message, row), (await Assert.ThrowsAsync<DatasetException>(() => trainer.FitAsync(data))).Message);
    }

    [Fact]
    public void Features_for_tokens_and_tokens_for_features_are_refused()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Trainer<SmallMedia> trainer = SmallMedia.CreateTrainer();
        using MultimodalDataset good = SmallData.For(trainer.Model.Description);
        using MultimodalDataset features = With(good, "Review", torch.float32);
        using MultimodalDataset tokens = With(good, "Image", torch.int64);
        Assert.StartsWith(
            "Modality Review takes token ids (Int64), but the evaluation data have Float32.",
            Assert.Throws<DatasetException>(() => trainer.Evaluate(features)).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "Modality Image takes features (Float32), but the evaluation data have Int64.",
            Assert.Throws<DatasetException>(() => trainer.Evaluate(tokens)).Message,
            StringComparison.Ordinal);

        MultimodalBatch batch = features.ToBatch(trainer.Model.Description.ModalityNames, [0, 1]);
        Assert.StartsWith(
            "SmallMedia: modality Review takes token ids, Int64 from 0 to 9, but the batch has Float32.",
            Assert.Throws<ArgumentException>(() => trainer.Model.Infer(batch)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Token_ids_are_not_standardised()
    {
        using MultimodalDataset data = SmallData.For(new SmallMedia().Description);
        Standardiser standardiser = Standardiser.Fit(data);
        using MultimodalDataset standardised = standardiser.Apply(data);
        Assert.Equal(["Image", "Sound"], standardiser.Mean.Keys);
        Assert.Equal(data["Review"].data<long>().ToArray(), standardised["Review"].data<long>().ToArray());
    }

    [Fact]
    public void The_example_in_the_docs_is_the_one_that_is_compiled()
    {
        string folder = Path.Combine(Testing.RepositoryFiles.Root, "tests", "I2MoE.Dsl.Tests", "Encoders");
        string file = File.ReadAllText(Path.Combine(folder, "MeanOverTimeEncoder.cs"));
        string source = file[file.IndexOf("/// <summary>", StringComparison.Ordinal)..];
        string page = File.ReadAllText(Path.Combine(Testing.RepositoryFiles.Root, "docs", "encoders", "custom.md"));
        Assert.Contains($"\n{source}```\n", page, StringComparison.Ordinal);
    }

    private static MultimodalDataset With(MultimodalDataset data, string changed, torch.ScalarType type) => new(
        data.Modalities.Select(name => KeyValuePair.Create(name, name == changed ? data[name].to(type, copy: true) : data[name].clone())),
        data.Labels.clone());

    private static byte[][] Buffers(InteractionModel model) => [.. model.buffers().Select(buffer => buffer.bytes.ToArray())];
}
