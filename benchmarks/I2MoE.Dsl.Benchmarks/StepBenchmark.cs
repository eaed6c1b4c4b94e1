using System.Globalization;

namespace I2MoE.Dsl.Benchmarks;

/// <summary>A training step of the engine, of the reference algorithm, and of the matrix products alone, those in the precision of the engine, in turn.</summary>
internal static class StepBenchmark
{
    public static void Run(BenchmarkOptions options)
    {
        string precision = options.Precision == Precision.Bf16 ? "engine-bf16" : "engine";
        Console.WriteLine("| case | fusion | reference, ms | engine, ms | products, ms | reference / engine (spread) | reference / products | engine / products | memory: reference, MB | engine, MB | ratio | tensors: reference | engine |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        var ratios = new List<double>();
        foreach (BenchmarkCase setting in options.Cases)
        {
            EqualOutputs.Check(setting);
            using var plain = new PlainRun(setting);
            using var engine = new EngineRun(setting, options.Precision);
            using var products = new MatrixProducts(setting, options.Precision);
            double[][] times = Timing.Interleave(options.Repeats, warmUp: options.WarmUp, plain.Step, engine.Step, products.Run);
            (double ratio, double least, double greatest) = Timing.Ratio(times[0], times[1]);
            ratios.Add(ratio);
            string memory = "- | - | -";
            if (options.Memory)
            {
                double plainMemory = PeakMemory.Measure(setting, "plain");
                double engineMemory = PeakMemory.Measure(setting, precision);
                memory = string.Create(CultureInfo.InvariantCulture, $"{plainMemory:0} | {engineMemory:0} | {engineMemory / plainMemory:0.00}");
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {setting.Name} | {setting.Fusion} | {Timing.Median(times[0]):0.0} | {Timing.Median(times[1]):0.0} | {Timing.Median(times[2]):0.0} | {ratio:0.00} ({least:0.00} to {greatest:0.00}) | {Timing.Ratio(times[0], times[2]).Median:0.00} | {Timing.Ratio(times[1], times[2]).Median:0.00} | {memory} | {plain.TensorsCreated} | {engine.TensorsCreated} |"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nGeometric mean of reference / engine: {Math.Exp(ratios.Average(Math.Log)):0.00}"));
    }
}
