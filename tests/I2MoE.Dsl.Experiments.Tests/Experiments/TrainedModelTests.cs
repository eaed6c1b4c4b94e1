using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary>A model that was kept answers raw rows as it did when it was trained.</summary>
public sealed class TrainedModelTests : IDisposable
{
    private static readonly CsvLayout s_layout = new()
    {
        Label = "kind",
        ClassNames = ["red", "green", "blue"],
        Modalities = new OrderedDictionary<string, IReadOnlyList<string>> { ["Left"] = ["left *"], ["Right"] = ["right *"] },
    };

    private readonly ProgramRun _program = new() { Experiments = [ProgramRun.Define(SmallExperiment.Table)] };

    public TrainedModelTests() => _program.Folder.Write("small.csv", SmallExperiment.Csv());

    public void Dispose() => _program.Dispose();

    [Theory]
    [InlineData(Precision.Fp32)]
    [InlineData(Precision.Bf16)]
    public async Task A_model_of_a_program_is_kept_with_its_standardisation_and_names(Precision precision)
    {
        using MultimodalDataset data = MultimodalDataset.FromCsv(_program.Folder.File("small.csv"), s_layout);
        using DataSplits raw = data.Split(seed: 0);
        using DataSplits splits = raw.Standardise();
        ExperimentDefinition experiment = _program.Experiments[0];
        using Trainer<InteractionModel> trainer = new(experiment.CreateModel, new TrainingOptions { Epochs = 3, LearningRate = 0.05 }, new TrainerOptions { Seed = 4, Precision = precision });
        await trainer.FitAsync(splits);
        using TrainedModel<InteractionModel> trained = TrainedModel.Of(trainer, splits, experiment);
        trained.Save(_program.Folder.File("kept"));
        IReadOnlyList<NamedPrediction> expected = trained.Predict(data);

        using TrainedModel<InteractionModel> typed = TrainedModel.Open<InteractionModel>(_program.Folder.File("kept"), experiment);
        using TrainedModel<MultimodalModel> untyped = TrainedModel.Open(_program.Folder.File("kept"));
        Assert.Equal(["red", "green", "blue"], untyped.ClassNames!);
        AssertSame(expected, typed.Predict(data));
        AssertSame(expected, untyped.Predict(data));
        Assert.InRange(expected.Where((prediction, row) => prediction.Label == s_layout.ClassNames![SmallExperiment.Class(row)]).Count(), 40, 60);
        Assert.Equal(1, expected[7].Probabilities.Values.Sum(), 4);
        Assert.Equal(["UniqueLeft", "UniqueRight", "Synergy", "Redundancy"], expected[7].Weights.Keys);

        // One sample, as it stands in the file.
        NamedPrediction single = typed.Predict(new Dictionary<string, float[]> { ["Left"] = SmallExperiment.Left(7), ["Right"] = SmallExperiment.Right(7) });
        Assert.Equal(expected[7].Label, single.Label);
        Assert.Equal(expected[7].Probabilities["red"], single.Probabilities["red"], 3);

        // The commands take it as their own.
        await _program.OkAsync("predict --run kept --split all --out kept.csv");
        string[][] lines = _program.ReadCsv("kept.csv");
        Assert.Equal(expected.Select(prediction => prediction.Label), lines.Skip(1).Select(line => line[Array.IndexOf(lines[0], "prediction")]));
        Assert.Contains($"precision: {precision.ToString().ToLowerInvariant()}", _program.Read("kept/experiment.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_of_train_is_opened()
    {
        await _program.OkAsync("train --quiet --out run");
        await _program.OkAsync("predict --run run --split all --out run.csv");
        using TrainedModel<MultimodalModel> model = TrainedModel.Open(_program.Folder.File("run"));
        using MultimodalDataset data = MultimodalDataset.FromCsv(_program.Folder.File("small.csv"), s_layout);
        string[][] lines = _program.ReadCsv("run.csv");
        int column = Array.IndexOf(lines[0], "probability red");
        Assert.Equal(lines.Skip(1).Select(line => double.Parse(line[column], CultureInfo.InvariantCulture)), model.Predict(data).Select(prediction => prediction.Probabilities["red"]), (a, b) => Math.Abs(a - b) < 1e-6);
        await _program.OkAsync("train --quiet --baseline --out vanilla");
        using TrainedModel<VanillaModel> baseline = TrainedModel.Open<VanillaModel>(_program.Folder.File("vanilla"), _program.Experiments[0]);
        Assert.Empty(baseline.Predict(data)[0].Weights);
        Assert.Contains("open it as VanillaModel", Assert.Throws<ExperimentException>(() => TrainedModel.Open<InteractionModel>(_program.Folder.File("vanilla"), _program.Experiments[0])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_fit_is_told()
    {
        await _program.OkAsync("train --quiet --set training.epochs=1 --out run");
        using TrainedModel<MultimodalModel> model = TrainedModel.Open(_program.Folder.File("run"));
        Refused(new() { ["Left"] = [1, 2] }, "The sample has no modality Right; give 3 values, or NaN for those that are missing.");
        Refused(new() { ["Left"] = [1, 2], ["Right"] = [1, 2] }, "Modality Right has 3 values a sample, [B, 3], but 2 were given.");
        Refused(new() { ["Left"] = [1, 2], ["Rihgt"] = [1, 2, 3] }, "Small has no modality 'Rihgt'; it has 'Left', 'Right'. Did you mean 'Right'?");
        Assert.NotEmpty(model.Predict(new Dictionary<string, float[]> { ["Left"] = [1, float.NaN], ["Right"] = [1, 2, 3] }).Label);

        _program.Folder.Write("reversed.csv", SmallExperiment.Csv(isReversed: true));
        using MultimodalDataset reversed = MultimodalDataset.FromCsv(_program.Folder.File("reversed.csv"), s_layout);
        Assert.StartsWith("Modality Left was trained on the columns 'left a', 'left b', but the data have 'left b', 'left a'", Assert.Throws<DatasetException>(() => model.Predict(reversed)).Message, StringComparison.Ordinal);
        Assert.Contains("There is no run in", Assert.Throws<ExperimentException>(() => TrainedModel.Open(_program.Folder.File("nowhere"))).Message, StringComparison.Ordinal);
        Assert.Contains("is not empty", Assert.Throws<ExperimentException>(() => model.Save(_program.Folder.File("run"))).Message, StringComparison.Ordinal);
        model.Save(_program.Folder.File("run"), replaces: true);
        TrainedModel.Open(_program.Folder.File("run")).Dispose();

        void Refused(Dictionary<string, float[]> sample, string message) => Assert.Equal(message, Assert.Throws<DatasetException>(() => model.Predict(sample)).Message);
    }

    [Fact]
    public async Task A_generated_model_is_opened_as_its_class()
    {
        using var folder = new TemporaryFolder();
        using Trainer<SmallTransformer> trainer = SmallTransformer.CreateTrainer(new TrainerOptions { Epochs = 1 });
        using DataSplits splits = SmallData.Splits(trainer.Model.Description);
        await trainer.FitAsync(splits);
        using (TrainedModel<SmallTransformer> trained = TrainedModel.Of(trainer, splits, SmallTransformer.Experiment))
        {
            trained.Save(folder.File("kept"));
        }

        using TrainedModel<SmallTransformer> kept = TrainedModel.Open<SmallTransformer>(folder.File("kept"), SmallTransformer.Experiment);
        using DisposeScope scope = torch.NewDisposeScope();
        using SmallTransformer.Output expected = trainer.Model.Infer(SmallData.Batch(trainer.Model.Description));
        using SmallTransformer.Output actual = kept.Model.Infer(SmallData.Batch(trainer.Model.Description));
        Assert.Equal(expected.Prediction.bytes.ToArray(), actual.Prediction.bytes.ToArray());
        Assert.Throws<ArgumentException>(() => TrainedModel.Of(trainer, splits, SmallConcat.Experiment));
    }

    private static void AssertSame(IReadOnlyList<NamedPrediction> expected, IReadOnlyList<NamedPrediction> actual)
    {
        Assert.Equal(expected.Select(prediction => prediction.Label), actual.Select(prediction => prediction.Label));
        Assert.Equal(expected.SelectMany(prediction => prediction.Outputs), actual.SelectMany(prediction => prediction.Outputs));
    }
}
