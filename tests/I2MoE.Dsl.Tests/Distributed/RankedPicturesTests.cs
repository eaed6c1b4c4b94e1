using I2MoE.Dsl.Data;
using I2MoE.Dsl.Data.Cache;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Yaml;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Distributed;

/// <summary>Pictures that are augmented, and values that stay in files, are for several ranks what they are for one process.</summary>
public sealed class RankedPicturesTests : IDisposable
{
    private const double Tolerance = 2e-4;
    private const int Samples = 60;

    private const string Pictures = """
        name: Pictures
        task: { kind: classification, classes: 2 }
        modalities:
          photo: { shape: [3, 10, 8], augment: { flip: true, crop: 0.3, jitter: 0.2 }, encoder: { kind: cnn2d, channels: [3, 4], kernel_size: 3, dropout: 0.2 } }
          blood: { features: 5, encoder: linear }
        fusion: { kind: concat, layers: 1, hidden_dim: 8 }

        """;

    private static readonly TrainerOptions s_run = new() { Seed = 5, Epochs = 2, BatchSize = 16, Optimizer = OptimizerKind.Sgd, LearningRate = 0.02, Precision = Precision.Fp32 };

    private readonly TemporaryFolder _folder = new();
    private int _conversions;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Ranks_train_on_augmented_pictures_in_files_what_one_process_trains_on_those_in_memory(int ranks)
    {
        RankedRun expected = RankedRun.Alone(Create, new TrainingOptions(), s_run, () => Standardised(Read(TensorStorage.Memory)));
        RankedRun.AssertAlike(expected, RankedRun.Of(ranks, Create, new TrainingOptions(), s_run, () => Standardised(Stored())), Tolerance);

        // The others waited for the first.
        Assert.Equal(1, _conversions);
        Assert.Single(Directory.GetDirectories(_folder.Path));
    }

    [Fact]
    public void Without_augmentation_it_is_another_training()
    {
        RankedRun expected = RankedRun.Alone(Create, new TrainingOptions(), s_run, () => Standardised(Read(TensorStorage.Memory)));
        RankedRun plain = RankedRun.Of(2, seed => Create(seed, Pictures.Replace("flip: true, crop: 0.3, jitter: 0.2", "flip: false", StringComparison.Ordinal)), new TrainingOptions(), s_run, () => Standardised(Stored()));
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => RankedRun.AssertAlike(expected, plain, Tolerance));
    }

    private static MultimodalModel Create(long seed) => Create(seed, Pictures);

    private static SpecifiedModel Create(long seed, string yaml)
    {
        YamlReading reading = YamlExperiment.Read("pictures.i2moe.yaml", yaml, _ => null);
        Assert.DoesNotContain(reading.Check(), problem => problem.Rule.Severity == RuleSeverity.Error);
        return new SpecifiedModel(reading.Specification, seed);
    }

    private static DataSplits Standardised(MultimodalDataset data)
    {
        using (data)
        {
            return data.Split(seed: 0).StandardiseInPlace(data);
        }
    }

    private MultimodalDataset Stored() => new DatasetCache(_folder.Path, "pictures", []).OpenAsync(storage =>
    {
        Interlocked.Increment(ref _conversions);
        return Task.FromResult(Read(storage));
    }).GetAwaiter().GetResult();

    private static MultimodalDataset Read(TensorStorage storage)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using MultimodalModel model = Create(0);
        using MultimodalDataset drawn = SmallData.For(model.Description, Samples);
        return new MultimodalDataset(
            drawn.Modalities.Select(name =>
            {
                torch.Tensor values = storage.Allocate(name, drawn[name].shape, torch.ScalarType.Float32);
                values.copy_(drawn[name]);
                return KeyValuePair.Create(name, values);
            }),
            drawn.CopyLabels());
    }
}
