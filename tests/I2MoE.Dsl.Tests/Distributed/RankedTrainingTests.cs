using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Yaml;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Distributed;

/// <summary>Several ranks train the model that one process trains: every fusion, task, objective and option of the twins.</summary>
public sealed class RankedTrainingTests
{
    // Rounding of sums in another order, over some steps.
    private const double Tolerance = 2e-4;

    private const string Normalised = """
        name: Normalised
        task: { kind: classification, classes: 2 }
        modalities:
          sound: { shape: [12, 3], encoder: { kind: cnn1d, channels: [4, 4], kernel_size: 3, batch_norm: true, dropout: 0.2 } }
          image: { shape: [1, 12, 12], encoder: { kind: cnn2d, channels: [3, 4], kernel_size: 3, batch_norm: true } }
        fusion: { kind: concat, layers: 2, hidden_dim: 8 }

        """;

    // SGD: Adam makes a step of the learning rate of a gradient that is rounding alone.
    private static readonly TrainerOptions s_run = new() { Seed = 5, Epochs = 1, BatchSize = 16, Optimizer = OptimizerKind.Sgd, LearningRate = 0.02, Precision = Precision.Fp32 };

    // Deep convolutions with normalisation take long, and make much of rounding: a smaller model has them below.
    public static TheoryData<string> Twins => [.. TwinModels.Names.Where(name => name != "images")];

    // 42 samples in batches of 16, 16 and 10: three ranks have 3, 3 and 4 of the last.
    [Theory]
    [MemberData(nameof(Twins))]
    public void Three_ranks_train_what_one_process_trains(string twin)
    {
        ModelSpecification specification = Specification(twin);
        Compare(seed => new SpecifiedModel(specification, seed), SpecifiedModel.TrainingOptionsOf(specification), s_run, ranks: 3);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Batch_normalisation_is_over_the_rows_of_all_ranks(int ranks)
    {
        YamlReading reading = YamlExperiment.Read("normalised.i2moe.yaml", Normalised, _ => null);
        Assert.DoesNotContain(reading.Check(), problem => problem.Rule.Severity == RuleSeverity.Error);
        Compare(seed => new SpecifiedModel(reading.Specification, seed), new TrainingOptions(), s_run with { Epochs = 3 }, ranks);
    }

    [Theory]
    [InlineData("transformer")]
    [InlineData("switch")]
    [InlineData("moepp")]
    [InlineData("optional")]
    [InlineData("weighted_classes")]
    public void Ranks_train_the_baseline_that_one_process_trains(string twin)
    {
        ModelSpecification specification = Specification(twin);
        Compare(seed => SpecifiedModel.CreateBaseline(specification, seed), SpecifiedModel.TrainingOptionsOf(specification), s_run, ranks: 2);
    }

    // The last batch has 2 rows for 4 ranks, each of which computes it as a whole.
    [Theory]
    [InlineData("switch")]
    [InlineData("evidence")]
    public void A_batch_of_fewer_rows_than_ranks_counts_once(string twin)
    {
        ModelSpecification specification = Specification(twin);
        TrainingOptions declared = SpecifiedModel.TrainingOptionsOf(specification) with { Accumulation = 3 };
        Compare(seed => new SpecifiedModel(specification, seed), declared, s_run with { BatchSize = 20 }, ranks: 4);
    }

    [Theory]
    [InlineData(OptimizerKind.Adam, WeightAveraging.Ema)]
    [InlineData(OptimizerKind.Adamw, WeightAveraging.Swa)]
    public void Adam_clipping_averages_and_schedules_go_the_same_way(OptimizerKind optimizer, WeightAveraging average)
    {
        TrainingOptions declared = new() { GradientClipping = 0.5, WeightDecay = 0.01, Average = average, Schedule = ScheduleKind.Plateau, SchedulePatience = 0, StopPatience = 3, NotFinite = NotFiniteHandling.Skip };
        TrainerOptions run = s_run with { Optimizer = optimizer, Epochs = 3, Epsilon = 1e-3 };
        Compare(seed => new SmallTransformer(seed), declared, run, ranks: 2);
    }

    // In the MLPs of the switch fusion, dropout masks slots, which hold the tokens of one rank.
    private static ModelSpecification Specification(string twin)
    {
        ModelSpecification specification = TwinModels.Specification(twin);
        return twin != "switch" ? specification : specification with
        {
            Fusions = specification.Fusions.Select(fusion => fusion with { Given = fusion.Given.Where(value => value.Option != "Dropout").Append(new OptionValue("Dropout", 0.0)).ToEquatableArray() }).ToEquatableArray(),
        };
    }

    private static void Compare(Func<long, MultimodalModel> create, TrainingOptions declared, TrainerOptions run, int ranks)
    {
        RankedRun expected = RankedRun.Alone(create, declared, run, () => Data(create));
        RankedRun.AssertAlike(expected, RankedRun.Of(ranks, create, declared, run, () => Data(create)), Tolerance);
    }

    // Of optional modalities every third sample lacks one.
    private static DataSplits Data(Func<long, MultimodalModel> create)
    {
        using MultimodalModel model = create(0);
        using MultimodalDataset whole = SmallData.For(model.Description, samples: 60);
        foreach (Modality modality in model.Description.Modalities.Where(modality => modality.IsOptional))
        {
            using DisposeScope scope = torch.NewDisposeScope();
            torch.Tensor values = whole[modality.Name];
            for (int row = modality.Index; row < 60; row += 3)
            {
                values[row].fill_(float.NaN);
            }
        }

        DataSplits splits = whole.Split(seed: 0);
        return model.Description.Modalities.Any(modality => modality.IsOptional) ? splits.Standardise() : splits;
    }
}
