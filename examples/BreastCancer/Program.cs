using BreastCancer;
using I2MoE.Dsl;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Training;

ProcessMemory.Prepare();

// Trains the declared model and its vanilla baseline over three seeds, then shows what the model learned.
long[] seeds = [0, 1, 2];
string dataFile = args is [string file] ? file : Path.Combine(AppContext.BaseDirectory, "data", "wdbc.csv");
try
{
    using MultimodalDataset data = MultimodalDataset.FromCsv(dataFile, new CsvLayout
    {
        Label = "diagnosis",
        ClassNames = ["malignant", "benign"],
        Modalities = new Dictionary<string, IReadOnlyList<string>>
        {
            ["Mean"] = ["mean *"],
            ["StandardError"] = ["* error"],
            ["Worst"] = ["worst *"],
        },
    });
    Console.WriteLine($"Wisconsin diagnostic breast cancer: {data.Count} samples, modalities {string.Join(", ", data.Modalities)}");

    var i2moe = new List<EvaluationResult>();
    var vanilla = new List<EvaluationResult>();
    foreach (long seed in seeds)
    {
        using DataSplits splits = data.Split(seed, train: 0.70, validation: 0.15).Standardise();

        using Trainer<VanillaModel> baseline = BreastCancerModel.CreateBaselineTrainer(new TrainerOptions { Seed = seed });
        await new ConsoleProgress($"vanilla, seed {seed}").RunAsync(progress => baseline.FitAsync(splits, progress));
        vanilla.Add(baseline.Evaluate(splits.Test));

        using Trainer<BreastCancerModel> trainer = BreastCancerModel.CreateTrainer(new TrainerOptions { Seed = seed });
        await new ConsoleProgress($"I2MoE, seed {seed}").RunAsync(progress => trainer.FitAsync(splits, progress));
        i2moe.Add(trainer.Evaluate(splits.Test));

        if (seed == seeds[^1])
        {
            Summary.PrintMetrics(("I2MoE", i2moe), ("vanilla", vanilla));
            Summary.PrintWeights(i2moe);
            Summary.PrintSample(trainer.Model, splits.Test, sample: 0);

            string folder = Path.GetFullPath(Path.Combine("runs", "BreastCancer"));
            TrainedModel.Of(trainer, splits, BreastCancerModel.Experiment).Save(folder, replaces: true);
            Console.WriteLine($"\nLast model kept in {folder}");
        }
    }

    return 0;
}
catch (Exception e) when (e is DatasetException or TrainingException or ExperimentException)
{
    Console.Error.WriteLine($"error: {e.Message}");
    return 1;
}
