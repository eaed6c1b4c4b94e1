using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Runs;

namespace I2MoE.Dsl.Studies.Service;

/// <summary>
/// <c>pressure</c>: 64 callers of a predictor while another thread allocates, collects and finalises without pause. Every answer is compared with that of
/// one caller alone: bit for bit where samples are computed one by one, within 1e-5 where they are joined into batches. The switch fusion is not joined: an
/// expert of it takes so many tokens of a batch, so that an answer depends on the others in it.
/// </summary>
internal static class PressureStudy
{
    private const int Callers = 64;
    private const double SecondsOfDefault = 5;
    private const double Tolerance = 1e-5;

    private static readonly string[] s_fusions =
    [
        "{ kind: transformer, layers: 2, heads: 2, hidden_dim: 16, patches: 2 }",
        "{ kind: transformer, layers: 1, heads: 2, hidden_dim: 16, patches: 2, block: reference }",
        "{ kind: switch, layers: 2, heads: 2, hidden_dim: 16, patches: 2, routed_experts: 3 }",
        "{ kind: moepp, layers: 2, heads: 2, hidden_dim: 16, patches: 2, routed_experts: 3, top_k: 2 }",
        "{ kind: interpretcc, hidden_dim: 16, tau: 0.7 }",
        "{ kind: low_rank, hidden_dim: 16, rank: 2 }",
        "{ kind: early, layers: 1, heads: 2, embed_dim: 8, feed_forward_dim: 16, hidden_dim: 16, patches: 2 }",
        "{ kind: late, layers: 1, heads: 2, embed_dim: 8, feed_forward_dim: 16, hidden_dim: 16, patches: 2 }",
        "{ kind: concat, hidden_dim: 16 }",
    ];

    /// <summary>Writes a line a fusion and batch size; 0 where every answer was right.</summary>
    public static async Task<int> ReportAsync(StudyOptions options)
    {
        double seconds = double.IsFinite(options.Minutes) ? options.Minutes * 60 / (2 * s_fusions.Length) : SecondsOfDefault;
        bool isRight = true;
        Console.WriteLine("| fusion | most at once | answers | collections | wrong | failed |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (string fusion in s_fusions)
        {
            foreach (int batch in fusion.Contains("kind: switch", StringComparison.Ordinal) ? [1] : (int[])[1, Callers])
            {
                isRight &= await AskAsync(fusion, batch, TimeSpan.FromSeconds(seconds)).ConfigureAwait(false);
            }
        }

        return isRight ? 0 : 1;
    }

    private static async Task<bool> AskAsync(string fusion, int batch, TimeSpan time)
    {
        using var model = new SpecifiedModel(StudySpecification.Of($$"""
            name: Pressed
            task: { kind: classification, classes: 3 }
            modalities:
              lab: { features: 12, encoder: { kind: mlp, hidden_dim: 16 } }
              wave: { features: 8, encoder: linear }
              note: { shape: [6], encoder: { kind: text, vocabulary: 10, token_dim: 8 } }
            fusion: {{fusion}}

            """));
        var record = new RunRecord { Experiment = model.Description.Name, Baseline = false, Seed = 0, Device = "cpu" };
        var trained = new TrainedModel<MultimodalModel>(model, new Preprocessing(), record, "", owned: null);
        await using var predictor = new Predictor<MultimodalModel>(trained, new PredictorOptions { MaximumBatch = batch, MaximumWait = TimeSpan.Zero });
        Dictionary<string, float[]>[] samples = [.. Enumerable.Range(0, Callers).Select(Sample)];
        List<double[]> alone = [];
        foreach (Dictionary<string, float[]> sample in samples)
        {
            alone.Add(Numbers(await predictor.PredictAsync(sample).ConfigureAwait(false)));
        }

        ConcurrentBag<string> failures = [];
        (long answers, long wrong, int before) = (0, 0, GC.CollectionCount(0));
        using var pressure = new CollectorPressure();
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(samples.Select((sample, caller) => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(start) < time)
            {
                try
                {
                    double[] answer = Numbers(await predictor.PredictAsync(sample).ConfigureAwait(false));
                    Interlocked.Increment(ref answers);
                    Interlocked.Add(ref wrong, AreEqual(answer, alone[caller], batch == 1 ? 0 : Tolerance) ? 0 : 1);
                }
                catch (Exception failure) when (failure is not OutOfMemoryException)
                {
                    failures.Add(failure.Message.Split('\n')[0]);
                }
            }
        }))).ConfigureAwait(false);
        string told = failures.IsEmpty ? "0" : $"{failures.Count}: {string.Join("; ", failures.Distinct().Take(3))}";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {fusion.Split(',')[0][8..]} | {batch} | {answers} | {GC.CollectionCount(0) - before} | {wrong} | {told} |"));
        return wrong == 0 && failures.IsEmpty;
    }

    private static double[] Numbers(SampleAnswer answer) => [.. answer.Outputs, .. answer.Weights.Values, .. answer.Contributions.Values.SelectMany(values => values)];

    private static bool AreEqual(double[] answer, double[] alone, double tolerance) =>
        answer.Length == alone.Length && answer.Zip(alone).All(pair => tolerance == 0 ? pair.First.Equals(pair.Second) : Math.Abs(pair.First - pair.Second) <= tolerance * (1 + Math.Abs(pair.Second)));

    private static Dictionary<string, float[]> Sample(int caller) => new()
    {
        ["Lab"] = [.. Enumerable.Range(0, 12).Select(i => MathF.Sin(i + caller))],
        ["Wave"] = [.. Enumerable.Range(0, 8).Select(i => MathF.Cos(i * (caller + 1)))],
        ["Note"] = [.. Enumerable.Range(0, 6).Select(i => (float)((i * caller) % 10))],
    };
}
