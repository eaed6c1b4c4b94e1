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
    private const int Exchanges = 20;

    /// <summary>Trains, and writes steps, seconds, seconds in calls of MPI, the number of parameters, and the seconds of one exchange of that many numbers.</summary>
    /// <param name="arguments">The model, and the seconds.</param>
    public static int Run(string[] arguments)
    {
        // As every program that trains.
        ProcessMemory.Prepare();
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

        long parameters = trainer.Model.parameters().Sum(parameter => parameter.numel());
        double exchange = group is null ? 0 : Exchange(group, parameters);
        if (group is null or { Rank: 0 })
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{steps} {clock.Elapsed.TotalSeconds:R} {before.TotalSeconds:R} {parameters} {exchange:R}"));
        }

        return 0;
    }

    // Where both have arrived, so that none waits.
    private static double Exchange(MpiProcessGroup group, long parameters)
    {
        float[] values = new float[parameters];
        group.Sum(values);
        TimeSpan spent = TimeSpan.Zero;
        for (int round = 0; round < Exchanges; round++)
        {
            group.Barrier();
            group.Sum(values.AsSpan(0, 1));
            long start = Stopwatch.GetTimestamp();
            group.Sum(values);
            spent += Stopwatch.GetElapsedTime(start);
        }

        return spent.TotalSeconds / Exchanges;
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
