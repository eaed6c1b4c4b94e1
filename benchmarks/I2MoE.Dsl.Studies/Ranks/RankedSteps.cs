using System.Diagnostics;
using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Distributed.Mpi;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Studies.Ranks;

/// <summary>A process that trains alone or as one of several ranks, with one thread, for a while; rank 0 writes what it took.</summary>
internal static class RankedSteps
{
    /// <summary>The first argument of the program for it.</summary>
    public const string Argument = "--ranked-steps";

    private const int Warmup = 3;

    /// <summary>Trains, and writes steps, seconds, and seconds in calls of MPI.</summary>
    /// <param name="arguments">The model, and the seconds.</param>
    public static int Run(string[] arguments)
    {
        RankedModel sizes = RankedModel.All.Single(model => model.Name == arguments[0]);
        double seconds = double.Parse(arguments[1], CultureInfo.InvariantCulture);
        using MpiProcessGroup? group = MpiProcessGroup.Join();
        torch.set_num_threads(1);
        ModelSpecification specification = sizes.Specification(RankedModel.BatchSize * (group?.Size ?? 1));
        var run = new TrainerOptions { Device = "cpu", TorchThreads = 1, ProcessGroup = group, ChecksBackend = false };
        using var cancellation = new CancellationTokenSource();
        var clock = new Stopwatch();
        TimeSpan before = TimeSpan.Zero;
        int steps = 0;
        run = run with
        {
            Observers =
            [
                new Endurance.StepWatcher(step =>
                {
                    if (step == Warmup)
                    {
                        clock.Start();
                        before = group?.Exchanging ?? TimeSpan.Zero;
                    }
                    else if (step > Warmup && clock.Elapsed.TotalSeconds < seconds)
                    {
                        steps = (int)step - Warmup;
                    }
                    else if (step > Warmup && clock.IsRunning)
                    {
                        steps = (int)step - Warmup;
                        clock.Stop();
                        before = (group?.Exchanging ?? TimeSpan.Zero) - before;
                        cancellation.Cancel();
                    }
                }),
            ],
        };
        using var trainer = new Trainer<SpecifiedModel>(seed => new SpecifiedModel(specification, seed), SpecifiedModel.TrainingOptionsOf(specification), run);
        using MultimodalDataset data = Draw(sizes, RankedModel.BatchSize * 64);
        using DataSplits splits = data.Split(seed: 0);
        try
        {
            trainer.FitAsync(splits, progress: null, cancellation.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }

        if (group is null or { Rank: 0 })
        {
            long parameters = trainer.Model.parameters().Sum(parameter => parameter.numel());
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{steps} {clock.Elapsed.TotalSeconds:R} {before.TotalSeconds:R} {parameters}"));
        }

        return 0;
    }

    private static MultimodalDataset Draw(RankedModel sizes, int samples)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using torch.Generator generator = new(1);
        var modalities = new OrderedDictionary<string, torch.Tensor>();
        for (int place = 0; place < sizes.Modalities; place++)
        {
            modalities.Add($"M{place}", torch.randn(samples, RankedModel.Hidden, generator: generator));
        }

        return new MultimodalDataset(modalities, torch.arange(samples, dtype: torch.int64).remainder(sizes.Classes));
    }
}
