using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Studies.Imbalance;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Studies.Endurance;

/// <summary>The trainings that are killed and watched: a transformer with dropout on the rare faults, by combinations of options.</summary>
internal static class Trainings
{
    /// <summary>The batches of an epoch.</summary>
    public const int Steps = (Samples + BatchSize - 1) / BatchSize;

    private const int Samples = 600;
    private const int BatchSize = 32;

    /// <summary>The combinations of options, each the mapping of training without its braces.</summary>
    public static IReadOnlyList<(string Name, string Options)> Combinations { get; } =
    [
        ("ema, cosine with warm-up", "average: { kind: ema, decay: 0.99 }, schedule: { kind: cosine, warmup: 0.1 }"),
        ("plateau, stop, sgd", "optimizer: { kind: sgd, momentum: 0.9 }, schedule: { kind: plateau, patience: 0 }, stop: { patience: 6 }"),
        ("accumulation, clipping", "accumulation: 4, gradient_clipping: 1"),
        ("balanced sampling, focal loss, smoothing", "sampling: balanced, loss: { label_smoothing: 0.1, focal: 2 }, best: { metric: macro_f1, keep: 2 }"),
        ("swa, step", "average: { kind: swa, start: 0.4 }, schedule: { kind: step, every: 2, factor: 0.5 }"),
        ("adamw, one cycle, ema, skipping", "optimizer: { kind: adamw, weight_decay: 0.01, encoder_learning_rate: 0.0001 }, schedule: one_cycle, average: { kind: ema, decay: 0.9 }, not_finite: skip"),
    ];

    /// <summary>Trains once.</summary>
    /// <param name="training">The mapping of training, without its braces.</param>
    /// <param name="epochs">The number of epochs.</param>
    /// <param name="checkpoint">Where it is kept; null for nowhere.</param>
    /// <param name="watched">Hears of every step.</param>
    /// <param name="finished">Takes the trained model and what its training brought.</param>
    public static void Run(string training, int epochs, CheckpointOptions? checkpoint, Action<long> watched, Action<SpecifiedModel, FitResult> finished)
    {
        ModelSpecification specification = StudySpecification.Of($$"""
            name: Endured
            task: { kind: classification, classes: 2 }
            modalities:
              left: { features: 4, encoder: { kind: mlp, hidden_dim: 16 } }
              right: { features: 4, encoder: linear }
            fusion: { kind: transformer, layers: 1, heads: 2, hidden_dim: 16, patches: 2, dropout: 0.2 }
            training: { epochs: {{epochs}}, batch_size: {{BatchSize}}, {{training}} }

            """);
        using MultimodalDataset all = RareFaults.Draw(seed: 1);
        using MultimodalDataset train = all.Subset(Rows(0, Samples));
        using MultimodalDataset validation = all.Subset(Rows(1, Samples / 3));
        var run = new TrainerOptions { Seed = 2, Device = "cpu", TorchThreads = 1, Checkpoint = checkpoint, Observers = [new StepWatcher(watched)] };
        using var trainer = new Trainer<SpecifiedModel>(seed => new SpecifiedModel(specification, seed), SpecifiedModel.TrainingOptionsOf(specification), run);
        FitResult fit = trainer.FitAsync(new DataSplits(train, validation, validation)).GetAwaiter().GetResult();
        finished(trainer.Model, fit);
    }

    // Faults and sound samples, since the faults come first.
    private static long[] Rows(int first, int count) => [.. Enumerable.Range(0, count).Select(row => (long)(first + (row * (RareFaults.Samples / Samples))))];
}
