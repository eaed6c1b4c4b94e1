using I2MoE.Dsl.Data;
using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Training;
using TemplateNamespace;

const string Folder = "runs/DemoModel";

using MultimodalDataset data = MultimodalDataset.FromCsv("samples.csv", new CsvLayout
{
    Label = "answer",
    ClassNames = ["no", "yes"],
    Modalities = new Dictionary<string, IReadOnlyList<string>> { ["Laboratory"] = ["lab *"], ["Questions"] = ["question *"] },
});
using DataSplits splits = data.Split(seed: 0, train: 0.7, validation: 0.15).Standardise();
using Trainer<DemoModel> trainer = DemoModel.CreateTrainer(new TrainerOptions { Seed = 0 });
FitResult fit = await trainer.FitAsync(splits);
EvaluationResult test = trainer.Evaluate(splits.Test);
Console.WriteLine($"best epoch {fit.Best.Epoch}, test accuracy {test.Classification.Accuracy:0.000}");
foreach ((string expert, double weight) in test.MeanWeights)
{
    Console.WriteLine($"{expert,-18} {weight:0.000}");
}

TrainedModel.Of(trainer, splits, DemoModel.Experiment).Save(Folder, replaces: true);
await using var predictor = DemoModel.LoadPredictor(Folder);
DemoModel.Answer answer = await predictor.PredictAsync(new() { Laboratory = [1.2f, 0.4f, -0.3f, 0.1f], Questions = [1.5f, 0.2f, -0.8f] });
Console.WriteLine($"{answer.Label} ({answer.Probabilities[answer.Label]:P0}): {answer.Sentence}");
