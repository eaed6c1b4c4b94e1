using System.Globalization;

namespace I2MoE.Dsl.Studies.Larger;

/// <summary>
/// <c>larger</c>: a training on 8 GB of arrays that stay in files, with its greatest memory; and the time of an epoch with values in files and in memory, on
/// what fits. The files stay in the folder of <c>--file</c>, or in one of the temporary folder.
/// </summary>
internal static class LargerStudy
{
    private const double Allowed = 2e9;
    private const int Fitting = 60_000;
    private const int Repeats = 3;

    /// <summary>Writes both; 1 where the memory or the speed is not as promised.</summary>
    public static int Report(StudyOptions options)
    {
        string root = Path.GetFullPath(options.File ?? Path.Combine(Path.GetTempPath(), "i2moe-larger"));
        int samples = (int)(options.Gigabytes * 1e9 / DrawnArrays.BytesOfSample);
        (double seconds, double peak) = Train(Prepare(root, "large", samples, epochs: 1), "--set", "data.stream=true");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{samples} samples, {samples * DrawnArrays.BytesOfSample / 1e9:0.0} GB, one epoch with values in files: {seconds:0} s, at most {peak / 1e9:0.00} GB of memory (allowed: {Allowed / 1e9:0.0})"));

        string small = Prepare(root, "small", Fitting, epochs: 4);
        List<(double Memory, double Files)> epochs = [];
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            Train(small);
            double memory = EpochOf(small);
            Train(small, "--set", "data.stream=true");
            epochs.Add((memory, EpochOf(small)));
        }

        double speed = epochs.Select(pair => pair.Memory / pair.Files).Order().ElementAt(Repeats / 2);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Fitting} samples, {Fitting * DrawnArrays.BytesOfSample / 1e9:0.0} GB, an epoch: {epochs.Min(pair => pair.Memory):0.00} s in memory, {epochs.Min(pair => pair.Files):0.00} s in files; {100 * speed:0} % of the speed (allowed: 90)"));
        return peak < Allowed && speed >= 0.9 ? 0 : 1;
    }

    private static string Prepare(string root, string name, int samples, int epochs)
    {
        string folder = Path.Combine(root, name);
        DrawnArrays.Write(Path.Combine(folder, "arrays"), samples);
        string file = Path.Combine(folder, "larger.i2moe.yaml");
        File.WriteAllText(file, string.Create(CultureInfo.InvariantCulture, $$"""
            name: Larger
            task: { kind: classification, classes: 2 }
            modalities:
              left: { features: {{DrawnArrays.Features}}, encoder: linear }
              right: { features: {{DrawnArrays.Features}}, encoder: linear }
            fusion: { kind: concat, layers: 1, hidden_dim: 64 }
            training: { epochs: {{epochs}}, batch_size: 256 }
            data: { source: { kind: npy, path: arrays } }
            """));
        return file;
    }

    private static (double Seconds, double PeakBytes) Train(string file, params string[] options) =>
        StudyProcess.Start([file, "train", "--quiet", "--force", "--out", RunOf(file), .. options]);

    // The fastest but the first, in which code is compiled and files are read for the first time.
    private static double EpochOf(string file)
    {
        string[][] rows = [.. File.ReadLines(Path.Combine(RunOf(file), "history.csv")).Select(line => line.Split(','))];
        int seconds = Array.IndexOf(rows[0], "seconds");
        return rows[2..].Min(row => double.Parse(row[seconds], CultureInfo.InvariantCulture));
    }

    private static string RunOf(string file) => Path.Combine(Path.GetDirectoryName(file)!, "run");
}
