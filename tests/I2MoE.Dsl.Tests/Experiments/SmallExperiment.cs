using System.Globalization;
using System.IO.Compression;
using System.Text;
using I2MoE.Dsl.Tests.Data;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary>Experiments that train in a moment, and their data: 60 samples whose classes the first column tells.</summary>
internal static class SmallExperiment
{
    public const int Samples = 60;

    public const string Model = """
        task: { kind: classification, classes: 3 }
        modalities:
          left: { features: 2, encoder: linear }
          right: { features: 3, encoder: linear }
        fusion: { kind: concat, layers: 1, hidden_dim: 8, dropout: 0 }
        experts: { interaction_loss_weight: 0.1 }
        reweighting: { layers: 1 }
        training: { epochs: 3, batch_size: 16, learning_rate: 0.05 }

        """;

    public const string Table = "name: Small\n" + Model + """
        data:
          source: { kind: csv, path: small.csv, label: kind, class_names: [red, green, blue] }
          modalities: { left: ["left *"], right: ["right *"] }
        """;

    public const string Arrays = "name: Small\n" + Model + """
        data:
          source: { kind: npz, path: small.npz }
        """;

    public const string Untold = "name: Untold\n" + Model;

    private static readonly string[] s_names = ["red", "green", "blue"];

    /// <summary>The table: kind, left a, left b, right a, right b, right c, part, group.</summary>
    public static string Csv(bool hasLabels = true, bool isReversed = false)
    {
        StringBuilder text = new();
        string[] columns = [.. hasLabels ? (string[])["kind"] : [], "left a", "left b", "right a", "right b", "right c", "part", "group"];
        text.AppendJoin(',', isReversed ? columns.Reverse() : columns).Append('\n');
        for (int row = 0; row < Samples; row++)
        {
            string part = (row % 6) switch { 0 => "validation", 1 => "test", _ => "train" };
            string[] cells = [.. hasLabels ? (string[])[s_names[Class(row)]] : [], .. Left(row).Concat(Right(row)).Select(Text), part, $"g{row / 6}"];
            text.AppendJoin(',', isReversed ? cells.Reverse() : cells).Append('\n');
        }

        return text.ToString();
    }

    public static void WriteNpz(string path, bool hasLabels = true, int right = 3, Func<int, long>? label = null)
    {
        using ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach ((string name, byte[] bytes) in Npy(hasLabels, right, label))
        {
            using Stream entry = archive.CreateEntry(name + ".npy").Open();
            entry.Write(bytes);
        }
    }

    public static void WriteFolder(string path)
    {
        Directory.CreateDirectory(path);
        foreach ((string name, byte[] bytes) in Npy(hasLabels: true, right: 3, label: null))
        {
            File.WriteAllBytes(Path.Combine(path, name + ".npy"), bytes);
        }
    }

    public static int Class(int row) => row % 3;

    public static float[] Left(int row) => [Class(row) + (0.1f * MathF.Sin(row)), MathF.Cos(row)];

    public static float[] Right(int row) => [MathF.Sin(2 * row), MathF.Cos(3 * row), MathF.Sin(5 * row)];

    private static IEnumerable<(string Name, byte[] Bytes)> Npy(bool hasLabels, int right, Func<int, long>? label)
    {
        int[] rows = [.. Enumerable.Range(0, Samples)];
        yield return ("left", NpyBytes.Floats([.. rows.SelectMany(Left)], Samples, 2));
        yield return ("right", NpyBytes.Floats([.. rows.SelectMany(row => Right(row).Concat(Right(row)).Take(right))], Samples, right));
        yield return ("fold", NpyBytes.Classes([.. rows.Select(row => row % 5 == 0 ? 1L : 0L)]));
        if (hasLabels)
        {
            yield return ("labels", NpyBytes.Classes([.. rows.Select(label ?? (row => Class(row)))]));
        }
    }

    private static string Text(float value) => value.ToString("R", CultureInfo.InvariantCulture);
}
