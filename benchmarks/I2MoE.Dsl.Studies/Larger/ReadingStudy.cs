using System.Globalization;
using System.Text;
using I2MoE.Dsl.Randomness;

namespace I2MoE.Dsl.Studies.Larger;

/// <summary><c>reading</c>: the greatest memory of a training on a table, beyond that of the same training on a table of a few rows, as a multiple of the values' own as 32-bit numbers.</summary>
internal static class ReadingStudy
{
    private const int Columns = 50;
    private const int Rows = 2_000_000;
    private const int FewRows = 2_000;
    private const double Allowed = 2.2;

    /// <summary>Writes it; 1 where it is more than 2.2.</summary>
    public static int Report(StudyOptions options)
    {
        string root = Path.GetFullPath(options.File ?? Path.Combine(Path.GetTempPath(), "i2moe-reading"));
        Directory.CreateDirectory(root);
        double few = PeakOf(root, FewRows);
        double all = PeakOf(root, Rows);
        double values = sizeof(float) * (double)Columns * (Rows - FewRows);
        double multiple = (all - few) / values;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Rows} rows of {Columns} columns, {values / 1e6:0} MB as 32-bit numbers: {all / 1e6:0} MB read, standardised, split and trained on, {few / 1e6:0} MB with {FewRows} rows; {multiple:0.00} times the values (allowed: {Allowed})"));
        return multiple < Allowed ? 0 : 1;
    }

    private static double PeakOf(string root, int rows)
    {
        string table = Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"{rows}.csv"));
        if (!File.Exists(table))
        {
            Write(table, rows);
        }

        string file = Path.Combine(root, "reading.i2moe.yaml");
        File.WriteAllText(file, string.Create(CultureInfo.InvariantCulture, $$"""
            name: Reading
            task: { kind: classification, classes: 2 }
            modalities:
              left: { features: {{Columns / 2}}, encoder: linear }
              right: { features: {{Columns / 2}}, encoder: linear }
            fusion: { kind: concat, layers: 1, hidden_dim: 8 }
            training: { epochs: 1, batch_size: 4096 }
            data:
              source: { kind: csv, path: {{rows}}.csv, label: label }
              modalities: { left: ["l*"], right: ["r*"] }
            """));
        return StudyProcess.Start(file, "train", "--quiet", "--force", "--out", Path.Combine(root, "run")).PeakBytes;
    }

    private static void Write(string path, int rows)
    {
        var random = new SplitMix64(3);
        using StreamWriter file = new(path, append: false, Encoding.ASCII);
        file.WriteLine("label," + string.Join(',', Enumerable.Range(0, Columns).Select(column => string.Create(CultureInfo.InvariantCulture, $"{(column < Columns / 2 ? 'l' : 'r')}{column}"))));
        for (int row = 0; row < rows; row++)
        {
            file.Write(row % 2);
            for (int column = 0; column < Columns; column++)
            {
                file.Write(',');
                file.Write((random.NextDouble() * 10).ToString("0.0000", CultureInfo.InvariantCulture));
            }

            file.WriteLine();
        }
    }
}
