using System.Globalization;
using I2MoE.Dsl.Data;
using TorchSharp;

namespace I2MoE.Dsl.Benchmarks;

/// <summary>The share of a step that is spent on putting its batch together from the data set.</summary>
internal static class LoaderBenchmark
{
    private const int Samples = 2048;

    public static void Run(BenchmarkOptions options)
    {
        Console.WriteLine("| case | fusion | batch, ms | step, ms | share |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (BenchmarkCase setting in options.Cases)
        {
            using var engine = new EngineRun(setting);
            using MultimodalDataset data = CreateData(setting);
            IReadOnlyList<long[]> batches = new BatchSampler(Samples, setting.Batch, seed: 0).Epoch(1);
            int next = 0;
            double[][] times = Timing.Interleave(options.Repeats, options.WarmUp, Load, engine.Step);
            (double share, double least, double greatest) = Timing.Ratio(times[0], times[1]);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {setting.Name} | {setting.Fusion} | {Timing.Median(times[0]):0.00} | {Timing.Median(times[1]):0.0} | {100 * share:0.00} % ({100 * least:0.00} to {100 * greatest:0.00}) |"));

            void Load()
            {
                using DisposeScope scope = torch.NewDisposeScope();
                data.ToBatch(setting.Description.ModalityNames, batches[next++ % batches.Count], torch.CPU);
            }
        }
    }

    private static MultimodalDataset CreateData(BenchmarkCase setting)
    {
        Dictionary<string, torch.Tensor> inputs = setting.Description.Modalities.ToDictionary(
            modality => modality.Name,
            _ => torch.randn([Samples, .. setting.EmbeddingShape]));
        return new MultimodalDataset(inputs, torch.randint(setting.Sizes.Outputs, Samples, dtype: torch.int64));
    }
}
