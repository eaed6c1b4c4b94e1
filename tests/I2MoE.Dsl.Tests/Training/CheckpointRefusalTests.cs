using System.Text;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Training;

/// <summary>Checkpoints that are of another run, broken, or cannot be written.</summary>
public sealed class CheckpointRefusalTests : IDisposable
{
    private const int Epochs = 2;

    private readonly TemporaryFolder _folder = new();

    private string CheckpointPath => _folder.File("checkpoint.safetensors");

    public static TheoryData<string, string> OtherRuns => new()
    {
        { "seed", "seed was 0 and is 1." },
        { "batch size", "BatchSize was 16 and is 17." },
        { "learning rate", "LearningRate was 0.01 and is 0.02." },
        { "weight decay", "WeightDecay was 0 and is 0.5." },
        { "clipping", "GradientClipping was 0 and is 1.5." },
        { "several", "seed was 0 and is 1; BatchSize was 16 and is 17." },
        { "data size", "training samples was 84 and is 140; validation samples was 18 and is 30." },
        { "baseline", "model was SmallTransformer and is SmallTransformer, vanilla baseline." },
        { "model", "model was SmallTransformer and is SmallConcat; outputs was 3 and is 2; fusion was transformer and is concat; modalities was " },
        { "data values", "in its first step the Total loss was " },
        { "dropout", "in its first step the Total loss was " },
    };

    [Theory]
    [MemberData(nameof(OtherRuns))]
    public async Task A_checkpoint_of_another_run_is_refused_with_what_differs(string change, string difference)
    {
        await TrainAsync(seed => new SmallTransformer(seed), resume: false);
        byte[] before = await File.ReadAllBytesAsync(CheckpointPath);
        CheckpointException error = await Assert.ThrowsAsync<CheckpointException>(() => TrainChangedAsync(change));
        Assert.StartsWith($"The checkpoint '{CheckpointPath}' is of another run: {difference}", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(" Resume with what the run began with, or give another folder.", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(CheckpointPath));
    }

    [Fact]
    public async Task Fewer_epochs_than_are_finished_are_refused()
    {
        await TrainAsync(seed => new SmallTransformer(seed), resume: false);
        CheckpointException error = await Assert.ThrowsAsync<CheckpointException>(() => TrainAsync(seed => new SmallTransformer(seed), new TrainerOptions { Epochs = 1 }));
        Assert.Equal($"The checkpoint '{CheckpointPath}' has 2 finished epochs, but Epochs = 1. Give at least 2, or another folder.", error.Message);
    }

    [Fact]
    public async Task A_refused_model_is_left_as_it_was()
    {
        // Other data are noticed by a step, which moves the running statistics of this model.
        await TrainAsync(seed => new Encoders.SmallMedia(seed), resume: false, shift: 0.5f);
        var options = new TrainerOptions { Epochs = Epochs, BatchSize = 16, LearningRate = 1e-2 };
        using Trainer<Encoders.SmallMedia> trainer = Encoders.SmallMedia.CreateTrainer(Options(options, resume: true));
        byte[][] before = State(trainer.Model);
        using DataSplits data = SmallData.Splits(trainer.Model.Description);
        await Assert.ThrowsAsync<CheckpointException>(() => trainer.FitAsync(data));
        Assert.Equal(before, State(trainer.Model));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(5_000)]
    [InlineData(-1)]
    public async Task A_truncated_checkpoint_is_refused(int length)
    {
        await TrainAsync(seed => new SmallTransformer(seed), resume: false);
        byte[] whole = await File.ReadAllBytesAsync(CheckpointPath);
        await File.WriteAllBytesAsync(CheckpointPath, whole[..(length < 0 ? whole.Length + length : length)]);
        await AssertGarbageAsync();
    }

    [Fact]
    public async Task A_flipped_bit_is_refused_wherever_it_is()
    {
        await TrainAsync(seed => new SmallTransformer(seed), resume: false);
        byte[] whole = await File.ReadAllBytesAsync(CheckpointPath);
        int header = (int)BitConverter.ToInt64(whole);
        int[] places = [.. Enumerable.Range(0, 12).Select(i => 8 + (i * header / 12)), .. Enumerable.Range(0, 12).Select(i => 8 + header + (i * (whole.Length - header - 9) / 11))];
        foreach (int place in places)
        {
            byte[] flipped = [.. whole];
            flipped[place] ^= (byte)(1 << (place % 7));
            await File.WriteAllBytesAsync(CheckpointPath, flipped);
            await AssertGarbageAsync();
        }
    }

    [Fact]
    public async Task A_checkpoint_whose_digest_was_taken_out_is_refused()
    {
        await TrainAsync(seed => new SmallTransformer(seed), resume: false);
        string text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(CheckpointPath));
        await File.WriteAllBytesAsync(CheckpointPath, Encoding.Latin1.GetBytes(text.Replace("\"sha256\"", "\"sha25x\"", StringComparison.Ordinal)));
        Assert.Contains("its metadata have no sha256", await AssertGarbageAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_no_checkpoint_are_refused()
    {
        byte[] noise = new byte[4096];
        new Random(1).NextBytes(noise);
        await File.WriteAllBytesAsync(CheckpointPath, noise);
        await AssertGarbageAsync();
        await File.WriteAllTextAsync(CheckpointPath, "epochs: 3\n");
        await AssertGarbageAsync();
    }

    [Fact]
    public async Task Weights_are_no_checkpoint()
    {
        using (var model = new SmallTransformer())
        {
            model.Save(CheckpointPath);
        }

        Assert.Contains("its metadata have no i2moe_checkpoint = 2", await AssertGarbageAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\\\"Total\\\"", "\\\"Totl_\\\"", " and is absent. An option of the model, the data or the program has changed since.")]
    [InlineData("model/encoders.Left", "model/encoders.Lift", "'model/encoders.Left.projection.bias' is missing")]
    [InlineData("\"spent_ticks\":\"", "\"spent_ticks\":\"-", "is not a whole checkpoint")]
    [InlineData("\"IsBest\":true", "\"IsBest\":null", "is not a whole checkpoint")]
    [InlineData("ClassificationMetrics", "ClassificationMetricx", "There are no metrics called 'ClassificationMetricx'")]
    [InlineData("\"Epoch\":2", "\"Epoch\":3", "The epochs are not those of a run")]
    [InlineData("\\\"seed\\\"", "\\\"sead\\\"", "seed was not stated and is 0")]
    public async Task A_checkpoint_with_a_changed_part_is_refused(string old, string changed, string problem)
    {
        await TrainAsync(seed => new SmallTransformer(seed), resume: false);
        string text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(CheckpointPath)).Replace("\\u0022", "\\\"", StringComparison.Ordinal);

        // The digest would tell: it is left out, as in checkpoints of earlier versions.
        text = text.Replace("\"sha256\"", "\"sha25x\"", StringComparison.Ordinal).Replace("\"i2moe_checkpoint\":\"2\"", "\"i2moe_checkpoint\":\"1\"", StringComparison.Ordinal);
        Assert.Contains(old, text, StringComparison.Ordinal);
        await File.WriteAllBytesAsync(CheckpointPath, Encoding.Latin1.GetBytes(text.Replace(old, changed, StringComparison.Ordinal)));
        CheckpointException error = await Assert.ThrowsAsync<CheckpointException>(() => TrainAsync(seed => new SmallTransformer(seed)));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_refused_before_training()
    {
        _folder.Write("file", "");
        string inFile = _folder.File("file/run");
        int steps = 0;
        CheckpointException error = await Assert.ThrowsAsync<CheckpointException>(() => TrainAsync(seed => new WatchedModel(new SmallTransformer(seed), _ => steps++), folder: inFile));
        Assert.StartsWith($"Checkpoints cannot be written to '{inFile}': ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(" Nothing was trained. Give another folder, or make room.", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, steps);
    }

    [SkippableFact]
    public async Task A_folder_that_takes_no_files_is_refused_before_training()
    {
        // Nobody can make files here, not even the administrator that tests may run as.
        const string Folder = "/proc/self";
        Skip.IfNot(Directory.Exists(Folder), "This system has no /proc.");
        int steps = 0;
        CheckpointException error = await Assert.ThrowsAsync<CheckpointException>(() => TrainAsync(seed => new WatchedModel(new SmallTransformer(seed), _ => steps++), folder: Folder));
        Assert.StartsWith($"Checkpoints cannot be written to '{Folder}': ", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, steps);
    }

    [Fact]
    public async Task A_folder_that_goes_away_ends_the_run_with_the_epoch()
    {
        string run = _folder.File("run");
        CheckpointException error = await Assert.ThrowsAsync<CheckpointException>(() => TrainAsync(
            seed => new WatchedModel(new SmallTransformer(seed), step => DeleteAt(8, step, run)),
            folder: run));
        Assert.StartsWith($"The checkpoint of epoch 2 cannot be written to '{Path.Combine(run, "checkpoint.safetensors")}': ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("There is no earlier one.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void A_folder_without_a_name_is_refused(string folder) => Assert.Throws<ArgumentException>(
        () => SmallTransformer.CreateTrainer(new TrainerOptions { Checkpoint = new CheckpointOptions { Folder = folder } }));

    public void Dispose() => _folder.Dispose();

    private static void DeleteAt(int step, int at, string folder)
    {
        if (step == at)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[][] State(MultimodalModel model) => [.. ModelState.Of(model).Values.Select(value => value.detach().bytes.ToArray())];

    private async Task<string> AssertGarbageAsync()
    {
        CheckpointException error = await Assert.ThrowsAsync<CheckpointException>(() => TrainAsync(seed => new SmallTransformer(seed)));
        Assert.StartsWith($"'{CheckpointPath}' is not a whole checkpoint: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(". Delete it to begin anew.", error.Message, StringComparison.Ordinal);
        return error.Message;
    }

    private Task TrainChangedAsync(string change) => change switch
    {
        "seed" => TrainAsync(seed => new SmallTransformer(seed), new TrainerOptions { Seed = 1 }),
        "batch size" => TrainAsync(seed => new SmallTransformer(seed), new TrainerOptions { BatchSize = 17 }),
        "learning rate" => TrainAsync(seed => new SmallTransformer(seed), new TrainerOptions { LearningRate = 0.02 }),
        "weight decay" => TrainAsync(seed => new SmallTransformer(seed), new TrainerOptions { WeightDecay = 0.5 }),
        "clipping" => TrainAsync(seed => new SmallTransformer(seed), new TrainerOptions { GradientClipping = 1.5 }),
        "several" => TrainAsync(seed => new SmallTransformer(seed), new TrainerOptions { BatchSize = 17, Seed = 1 }),
        "data size" => TrainAsync(seed => new SmallTransformer(seed), samples: 200),
        "baseline" => TrainAsync(seed => SmallTransformer.CreateBaseline(seed)),
        "model" => TrainAsync(seed => new SmallConcat(seed)),
        "data values" => TrainAsync(seed => new SmallTransformer(seed), shift: 0.1f),
        _ => TrainAsync(seed => new SpecifiedModel(WithLessDropout(), seed)),
    };

    // SmallTransformer, but for its dropout.
    private static Specification.ModelSpecification WithLessDropout() => Specification.Yaml.YamlExperiment.Read(
        "other.i2moe.yaml",
        """
        name: SmallTransformer
        task: { kind: classification, classes: 3 }
        modalities:
          left: { features: 5, encoder: patch }
          right: { shape: [4], encoder: { kind: mlp, hidden_dim: 6 } }
        fusion: { kind: transformer, layers: 2, heads: 2, hidden_dim: 8, patches: 2, dropout: 0.2 }
        reweighting: { layers: 2, hidden_dim: 8, temperature: 2 }
        """,
        _ => null).Specification;

    private TrainerOptions Options(TrainerOptions options, bool resume, string? folder = null) =>
        options with { Checkpoint = new CheckpointOptions { Folder = folder ?? _folder.Path, Resume = resume } };

    private async Task TrainAsync(
        Func<long, MultimodalModel> create, TrainerOptions? options = null, bool resume = true, int samples = 120, float shift = 0, string? folder = null)
    {
        var declared = new TrainingOptions { Epochs = Epochs, BatchSize = 16, LearningRate = 1e-2 };
        using Trainer<MultimodalModel> trainer = new(create, declared, Options(options ?? new TrainerOptions(), resume, folder));
        using MultimodalDataset whole = SmallData.For(trainer.Model.Description, samples);
        using (torch.NewDisposeScope())
        {
            whole[trainer.Model.Description.ModalityNames[0]].add_(shift);
        }

        using DataSplits data = whole.Split(seed: 0);
        await trainer.FitAsync(data);
    }
}
