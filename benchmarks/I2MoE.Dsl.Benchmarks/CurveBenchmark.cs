using System.Globalization;

namespace I2MoE.Dsl.Benchmarks;

/// <summary>
/// How a step's time and memory grow with modalities, batch and hidden size, each alone from a middle case, beside the operations of its
/// matrix products.
/// </summary>
internal static class CurveBenchmark
{
    public static void Run(BenchmarkOptions options)
    {
        var middle = new BenchmarkCase("curve", "transformer", new FusionSizes(3, 128, 4, 1, 4, 4));
        Console.WriteLine("| modalities | batch | hidden | step, ms | GFLOP of its products | GFLOP/s | tensors |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        IEnumerable<BenchmarkCase> cases =
        [
            .. new[] { 2, 3, 4, 6, 8 }.Select(modalities => middle with { Sizes = middle.Sizes with { Modalities = modalities } }),
            .. new[] { 8, 32, 128, 512 }.Select(batch => middle with { Batch = batch }),
            .. new[] { 64, 128, 256, 512 }.Select(hidden => middle with { Sizes = middle.Sizes with { Hidden = hidden } }),
        ];
        foreach (BenchmarkCase setting in cases)
        {
            using var engine = new EngineRun(setting, options.Precision);
            using var products = new MatrixProducts(setting, Precision.Fp32);
            double milliseconds = Timing.Median(Timing.Interleave(options.Repeats, options.WarmUp, engine.Step)[0]);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {setting.Sizes.Modalities} | {setting.Batch} | {setting.Sizes.Hidden} | {milliseconds:0.0} | {products.Operations / 1e9:0.00} | {products.Operations / 1e6 / milliseconds:0} | {engine.TensorsCreated} |"));
        }
    }
}
