using System.Globalization;

namespace I2MoE.Dsl.Benchmarks;

/// <summary>A prediction of the engine and of the reference algorithm in turn, at the case's batch and for one sample.</summary>
internal static class InferenceBenchmark
{
    public static void Run(BenchmarkOptions options)
    {
        Console.WriteLine("| case | fusion | batch | reference, ms | engine, ms | reference / engine (spread) |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (BenchmarkCase setting in options.Cases)
        {
            EqualOutputs.Check(setting);
            foreach (int batch in new[] { 32, 1 })
            {
                using var plain = new PlainRun(setting with { Batch = batch });
                using var engine = new EngineRun(setting with { Batch = batch });
                double[][] times = Timing.Interleave(2 * options.Repeats, warmUp: options.WarmUp, plain.Infer, engine.Infer);
                (double ratio, double least, double greatest) = Timing.Ratio(times[0], times[1]);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {setting.Name} | {setting.Fusion} | {batch} | {Timing.Median(times[0]):0.00} | {Timing.Median(times[1]):0.00} | {ratio:0.00} ({least:0.00} to {greatest:0.00}) |"));
            }
        }
    }
}
