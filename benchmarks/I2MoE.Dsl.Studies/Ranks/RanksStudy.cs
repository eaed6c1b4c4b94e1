using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using I2MoE.Dsl.Distributed;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Studies.Ranks;

/// <summary>What a second rank brings on this machine, and what many would bring on a cluster whose network is simulated.</summary>
internal static class RanksStudy
{
    private const int Most = 64;

    private static readonly int[] s_ranks = [2, 4, 8, 16, 32, Most];

    /// <summary>Measures, and writes the tables.</summary>
    public static int Report(StudyOptions options)
    {
        double seconds = double.IsFinite(options.Minutes) ? options.Minutes * 60 / (3 * RankedModel.All.Count) : 30;
        foreach (RankedModel model in RankedModel.All.Where(model => options.Data?.Contains(model.Name) != false))
        {
            Measured alone = Measure(model, ranks: 1, seconds);

            // Two that know nothing of each other share the machine's memory and caches, too: more than these, ranks cannot do.
            double apart = Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => Measure(model, ranks: 1, seconds)))).GetAwaiter().GetResult().Sum(one => one.Samples(1));
            Measured both = Measure(model, ranks: 2, seconds);
            Line($"{model.Name}: {alone.Parameters / 1e6:0.0} million parameters, {RankedModel.BatchSize} samples a rank and step, one thread a rank");
            Line($"  1 process             {alone.Samples(1),8:0.0} samples/s");
            Line($"  2 processes apart     {apart,8:0.0} samples/s, {apart / alone.Samples(1):0.00} times: what the machine has for two");
            Line($"  2 ranks               {both.Samples(2),8:0.0} samples/s, {both.Samples(2) / alone.Samples(1):0.00} times, {both.Samples(2) / apart:P0} of two apart");
            Line($"  of a step of {both.Seconds / both.Steps * 1000:0.0} ms {both.Exchanging / both.Seconds:P1} are in calls of MPI, waiting included; the gradients take {both.Exchange * 1000:0.0} ms of it where nobody waits");
            Simulate(model, alone);
        }

        return 0;
    }

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static void Simulate(RankedModel model, Measured alone)
    {
        double step = alone.Seconds / alone.Steps;
        var noise = s_ranks.Prepend(1).ToDictionary(ranks => ranks, ranks => NoiseSeconds(model, ranks));
        Line($"  simulated, from {step * 1000:0.0} ms a step of which {noise[1] * 1000:0.0} ms draw the masks of {RankedModel.BatchSize} samples; every rank computes as many, and passes by the masks of the others ({noise[Most] * 1000:0.0} ms with {Most} ranks); gradients of {alone.Parameters * 4 / 1e6:0.0} MB go round a ring, nothing overlaps");
        foreach (Network network in Network.All)
        {
            IEnumerable<string> cells = s_ranks.Select(ranks =>
            {
                double seconds = step + noise[ranks] - noise[1] + network.Seconds(ranks, alone.Parameters * 4.0);
                return string.Create(CultureInfo.InvariantCulture, $"{ranks} ranks {ranks * step / seconds:0.0} times");
            });
            Console.WriteLine($"  {network.Name} ({network.Latency * 1e6:0} us, {network.Bandwidth / 1e9:0.0} GB/s): {string.Join(", ", cells)}");
        }
    }

    // One modality after the other, as a step of the last rank draws them.
    private static double NoiseSeconds(RankedModel model, int ranks)
    {
        const int Rounds = 5;
        var share = new BatchShare(ThreadGroup.Of(ranks)[^1], (long)ranks * RankedModel.BatchSize);
        var random = new StepRandom(seed: 0, epoch: 1, step: 0) { Share = ranks == 1 ? null : share };
        random.MaskingNoise(0, model.NoiseShape, torch.CPU).Dispose();
        var clock = Stopwatch.StartNew();
        for (int draw = 0; draw < Rounds * model.Modalities; draw++)
        {
            random.MaskingNoise(draw, model.NoiseShape, torch.CPU).Dispose();
        }

        return clock.Elapsed.TotalSeconds / Rounds;
    }

    private static Measured Measure(RankedModel model, int ranks, double seconds)
    {
        string host = Environment.ProcessPath!;
        bool isHost = string.Equals(Path.GetFileNameWithoutExtension(host), "dotnet", StringComparison.OrdinalIgnoreCase);
        string[] program = [host, .. isHost ? [typeof(RanksStudy).Assembly.Location] : (string[])[], RankedSteps.Argument, model.Name, seconds.ToString(CultureInfo.InvariantCulture)];
        string[] words = ranks == 1 ? program : ["mpirun", "-n", ranks.ToString(CultureInfo.InvariantCulture), .. program];
        var start = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true };
        start.Environment["OMP_NUM_THREADS"] = "1";

        // mpirun gives its ranks a terminal, to which .NET would send control characters.
        start.Environment["TERM"] = "dumb";
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT"] = "1";
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
        try
        {
            using Process process = Process.Start(start)!;
            string[] numbers = process.StandardOutput.ReadToEnd().Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            process.WaitForExit();
            return process.ExitCode == 0 && numbers.Length == 5
                ? new Measured(Number(numbers[0]), Number(numbers[1]), Number(numbers[2]), Number(numbers[3]), Number(numbers[4]))
                : throw new ArgumentException($"'{string.Join(' ', words)}' ended with {process.ExitCode}.");
        }
        catch (Win32Exception)
        {
            throw new ArgumentException("ranks: there is no mpirun. Debian and Ubuntu: apt install openmpi-bin.");
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private sealed record Measured(double Steps, double Seconds, double Exchanging, double Parameters, double Exchange)
    {
        public double Samples(int ranks) => Steps * ranks * RankedModel.BatchSize / Seconds;
    }
}
