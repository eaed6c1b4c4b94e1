using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using TorchSharp;

namespace I2MoE.Dsl.Studies.Ranks;

/// <summary>What a second rank brings on this machine, and what many would bring on a cluster whose network is simulated.</summary>
internal static class RanksStudy
{
    private static readonly int[] s_ranks = [2, 4, 8, 16, 32, 64];

    /// <summary>Measures, and writes the tables.</summary>
    public static int Report(StudyOptions options)
    {
        double seconds = double.IsFinite(options.Minutes) ? options.Minutes * 60 / (2 * RankedModel.All.Count) : 30;
        foreach (RankedModel model in RankedModel.All.Where(model => options.Data?.Contains(model.Name) != false))
        {
            Measured alone = Measure(model, ranks: 1, seconds);
            Measured both = Measure(model, ranks: 2, seconds);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{model.Name}: {alone.Parameters / 1e6:0.0} million parameters, {RankedModel.BatchSize} samples a rank and step, one thread a rank"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  1 process  {alone.Samples(1),8:0.0} samples/s"));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  2 ranks    {both.Samples(2),8:0.0} samples/s, {both.Samples(2) / alone.Samples(1):0.00} times; {both.Exchanging / both.Seconds:P1} of the time in calls of MPI, waiting included"));
            Simulate(model, alone);
        }

        return 0;
    }

    private static void Simulate(RankedModel model, Measured alone)
    {
        double step = alone.Seconds / alone.Steps;
        double noise = NoiseSeconds(model);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  simulated, from {step * 1000:0.0} ms a step of which {noise * 1000:0.0} ms draw the masks of {RankedModel.BatchSize} samples: every rank computes as many samples, and draws the masks of all; gradients of {alone.Parameters * 4 / 1e6:0.0} MB go round a ring, nothing overlaps"));
        foreach (Network network in Network.All)
        {
            IEnumerable<string> cells = s_ranks.Select(ranks =>
            {
                double seconds = step + (noise * (ranks - 1)) + network.Seconds(ranks, alone.Parameters * 4.0);
                return string.Create(CultureInfo.InvariantCulture, $"{ranks} ranks {ranks * step / seconds:0.0} times");
            });
            Console.WriteLine($"  {network.Name} ({network.Latency * 1e6:0} us, {network.Bandwidth / 1e9:0.0} GB/s): {string.Join(", ", cells)}");
        }
    }

    // One modality after the other, as a step draws them.
    private static double NoiseSeconds(RankedModel model)
    {
        const int Rounds = 10;
        var clock = Stopwatch.StartNew();
        for (int draw = 0; draw < Rounds * model.Modalities; draw++)
        {
            using torch.Tensor noise = torch.randn(model.NoiseShape);
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
        start.Environment["TERM"] = "dumb"; // mpirun gives its ranks a terminal, to which .NET would send control characters
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT"] = "1";
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
        try
        {
            using Process process = Process.Start(start)!;
            string[] numbers = process.StandardOutput.ReadToEnd().Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            process.WaitForExit();
            return process.ExitCode == 0 && numbers.Length == 4
                ? new Measured(Number(numbers[0]), Number(numbers[1]), Number(numbers[2]), Number(numbers[3]))
                : throw new ArgumentException($"'{string.Join(' ', words)}' ended with {process.ExitCode}.");
        }
        catch (Win32Exception)
        {
            throw new ArgumentException("ranks: there is no mpirun. Debian and Ubuntu: apt install openmpi-bin.");
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private sealed record Measured(double Steps, double Seconds, double Exchanging, double Parameters)
    {
        public double Samples(int ranks) => Steps * ranks * RankedModel.BatchSize / Seconds;
    }
}
