using System.Diagnostics;
using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification.Yaml;
using TorchSharp;

namespace I2MoE.Dsl.Benchmarks;

/// <summary>
/// The predictor under 64 callers against one <c>Infer</c> after another, and its memory over many requests: the MOSI experiment of the paper with its
/// encoders. With <c>--memory</c> the requests are 100,000, of a small model.
/// </summary>
internal static class PredictorBenchmark
{
    private const int Callers = 64;
    private const int Requests = 100_000;
    private const int Pieces = 10;

    private const string Small = """
        name: Small
        task: { kind: classification, classes: 2 }
        modalities: { left: { features: 16, encoder: linear }, right: { features: 16, encoder: linear } }
        fusion: { kind: concat, hidden_dim: 16 }
        """;

    public static async Task RunAsync(BenchmarkOptions options)
    {
        ProcessMemory.Prepare();
        if (options.Memory)
        {
            await MemoryAsync().ConfigureAwait(false);
            return;
        }

        using var model = new SpecifiedModel(OnnxBenchmark.Mosi());
        await using Predictor<MultimodalModel> predictor = Of(model);
        Dictionary<string, float[]> sample = Sample(model);
        using DisposeScope scope = torch.NewDisposeScope();
        var batch = new MultimodalBatch([.. model.Description.Modalities.Select(modality => torch.tensor(sample[modality.Name]).reshape([1, .. modality.Shape.Select(length => (long)length)]))], Labels: null);
        predictor.WarmUp();
        List<double> alone = [];
        List<double> together = [];
        for (int round = 0; round < options.Repeats; round++)
        {
            alone.Add(Rate(Callers, () =>
            {
                for (int request = 0; request < Callers; request++)
                {
                    model.Infer(batch).Dispose();
                }
            }));
            long start = Stopwatch.GetTimestamp();
            await AskAsync(predictor, sample, each: 8).ConfigureAwait(false);
            together.Add(Callers * 8 / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        (double ratio, double least, double greatest) = Timing.Ratio([.. together], [.. alone]);
        Console.WriteLine("| case | callers | Infer one by one, samples a second | predictor, samples a second | predictor / Infer (spread) |");
        Console.WriteLine("|---|---|---|---|---|");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| mosi, with encoders | {Callers} | {Timing.Median(alone):0} | {Timing.Median(together):0} | {ratio:0.0} ({least:0.0} to {greatest:0.0}) |"));
    }

    private static async Task MemoryAsync()
    {
        using var model = new SpecifiedModel(YamlExperiment.Read("small.i2moe.yaml", Small, _ => null).Specification);
        await using Predictor<MultimodalModel> predictor = Of(model);
        Dictionary<string, float[]> sample = Sample(model);
        predictor.WarmUp();
        Console.WriteLine("| requests | resident, MiB | managed, MiB |");
        Console.WriteLine("|---|---|---|");
        for (int piece = 0; piece < Pieces; piece++)
        {
            await AskAsync(predictor, sample, each: (Requests / Pieces / Callers) + 1).ConfigureAwait(false);
            long managed = GC.GetTotalMemory(forceFullCollection: true);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {(piece + 1) * (Requests / Pieces)} | {Environment.WorkingSet / 1048576.0:0.0} | {managed / 1048576.0:0.0} |"));
        }
    }

    private static Predictor<MultimodalModel> Of(MultimodalModel model)
    {
        var record = new RunRecord { Experiment = model.Description.Name, Baseline = false, Seed = 0, Device = "cpu" };
        return new Predictor<MultimodalModel>(new TrainedModel<MultimodalModel>(model, new Preprocessing(), record, "", owned: null));
    }

    private static Dictionary<string, float[]> Sample(MultimodalModel model) => model.Description.Modalities.ToDictionary(
        modality => modality.Name,
        modality => Enumerable.Range(0, modality.Shape.Aggregate(1, (product, length) => product * length)).Select(i => MathF.Sin(i)).ToArray());

    private static Task AskAsync(Predictor<MultimodalModel> predictor, Dictionary<string, float[]> sample, int each) =>
        Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            for (int request = 0; request < each; request++)
            {
                await predictor.PredictAsync(sample).ConfigureAwait(false);
            }
        })));

    private static double Rate(int count, Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
