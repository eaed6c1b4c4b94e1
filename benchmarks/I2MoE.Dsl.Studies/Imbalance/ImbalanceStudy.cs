using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Studies.Imbalance;

/// <summary><c>imbalance</c>: what the options for rare classes do where five samples in a hundred are of the class that matters.</summary>
internal static class ImbalanceStudy
{
    private static readonly (string Name, string Task, string Training)[] s_rows =
    [
        ("`best: { metric: accuracy }`", "", "best: { metric: accuracy }"),
        ("`best: { metric: macro_f1 }`", "", "best: { metric: macro_f1 }"),
        ("`class_weights: [1, 2.5]`, `best: { metric: accuracy }`", ", class_weights: [1, 2.5]", "best: { metric: accuracy }"),
        ("`class_weights: [1, 2.5]`, the default: least loss", ", class_weights: [1, 2.5]", ""),
        ("`class_weights: [1, 2.5]`, `best: { metric: macro_f1 }`", ", class_weights: [1, 2.5]", "best: { metric: macro_f1 }"),
        ("`class_weights: balanced`, `best: { metric: accuracy }`", ", class_weights: balanced", "best: { metric: accuracy }"),
        ("`class_weights: balanced`, `best: { metric: macro_f1 }`", ", class_weights: balanced", "best: { metric: macro_f1 }"),
        ("`sampling: balanced`, `best: { metric: accuracy }`", "", "sampling: balanced, best: { metric: accuracy }"),
        ("`sampling: balanced`, `best: { metric: macro_f1 }`", "", "sampling: balanced, best: { metric: macro_f1 }"),
    ];

    /// <summary>Trains with every row of options and writes the table.</summary>
    public static int Report(StudyOptions options)
    {
        Console.WriteLine("| options | epoch kept | accuracy | macro F1 | recall of the faults | AUROC |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach ((string name, string task, string training) in s_rows)
        {
            (int Epoch, ClassificationMetrics Test)[] cells = [.. Enumerable.Range(0, options.Splits).Select(split => Train(task, training, split))];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {string.Join(", ", cells.Select(cell => cell.Epoch))} | {Mean(cells, test => test.Accuracy)} | {Mean(cells, test => test.MacroF1)} | {Mean(cells, Recall)} | {Mean(cells, test => test.AurocOneVsRest)} |"));
        }

        return 0;
    }

    private static (int Epoch, ClassificationMetrics Test) Train(string task, string training, int split)
    {
        ModelSpecification specification = StudySpecification.Of($$"""
            name: RareFaults
            task: { kind: classification, classes: 2{{task}} }
            modalities:
              left: { features: 4, encoder: linear }
              right: { features: 4, encoder: linear }
            fusion: { kind: concat, layers: 2, hidden_dim: 16, dropout: 0 }
            training: { epochs: 20, batch_size: 64, learning_rate: 0.0005{{(training.Length > 0 ? $", {training}" : "")}} }

            """);
        using MultimodalDataset data = RareFaults.Draw(seed: split);
        using DataSplits splits = data.Split(seed: split);
        using var trainer = new Trainer<SpecifiedModel>(
            seed => new SpecifiedModel(specification, seed), SpecifiedModel.TrainingOptionsOf(specification), new TrainerOptions { Seed = split, Device = "cpu", TorchThreads = 1 });
        FitResult fit = trainer.FitAsync(splits).GetAwaiter().GetResult();
        return (fit.Best.Epoch, trainer.Evaluate(splits.Test).Classification);
    }

    private static string Mean((int Epoch, ClassificationMetrics Test)[] cells, Func<ClassificationMetrics, double> metric) =>
        cells.Average(cell => metric(cell.Test)).ToString("0.000", CultureInfo.InvariantCulture);

    private static double Recall(ClassificationMetrics test) => (double)test.ConfusionMatrix[1, 1] / (test.ConfusionMatrix[1, 0] + test.ConfusionMatrix[1, 1]);
}
