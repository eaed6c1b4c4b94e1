using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using I2MoE.Dsl.Data;

namespace I2MoE.Dsl.Benchmarks;

/// <summary>Reads a table of 200,000 rows with 12 columns of numbers and a label, in turn with <c>pandas.read_csv</c> where a Python has it.</summary>
internal static class TableBenchmark
{
    private const int Rows = 200_000;
    private const int Numbers = 12;

    // Reads once for every line that it is sent, and answers when it is done.
    private const string Reader = """
        import sys, pandas
        print(pandas.__version__, flush=True)
        for line in sys.stdin:
            table = pandas.read_csv(line.strip())
            print(len(table), flush=True)
        """;

    private static readonly string[] s_interpreters = ["python3", "/usr/bin/python3"];

    public static void Run(BenchmarkOptions options)
    {
        string path = Path.Combine(Path.GetTempPath(), $"i2moe-benchmark-{Environment.ProcessId}.csv");
        try
        {
            Write(path);
            using Process? pandas = s_interpreters.Select(Start).FirstOrDefault(process => process is not null);
            Measure(path, pandas, options);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Measure(string path, Process? pandas, BenchmarkOptions options)
    {
        var layout = new CsvLayout { Label = "label", Modalities = new Dictionary<string, IReadOnlyList<string>> { ["Left"] = ["x0", "x1", "x2", "x3", "x4", "x5"], ["Right"] = ["x6", "x7", "x8", "x9", "x10", "x11"] } };
        void Read() => MultimodalDataset.FromCsv(path, layout).Dispose();
        Action[] readers = pandas is null ? [Read] : [Read, () => Ask(pandas, path)];
        double[][] times = Timing.Interleave(options.Repeats, options.WarmUp, readers);
        string size = string.Create(CultureInfo.InvariantCulture, $"{Rows} x {Numbers + 1}, {new FileInfo(path).Length / 1e6:0} MB: FromCsv {Timing.Median(times[0]):0} ms");
        if (pandas is null)
        {
            Console.WriteLine($"{size}. There is no Python with pandas to compare with.");
            return;
        }

        pandas.StandardInput.Close();
        (double ratio, double least, double greatest) = Timing.Ratio(times[0], times[1]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{size}, pandas {Timing.Median(times[1]):0} ms; FromCsv / pandas {ratio:0.00} ({least:0.00} to {greatest:0.00})"));
    }

    private static void Ask(Process pandas, string path)
    {
        pandas.StandardInput.WriteLine(path);
        pandas.StandardInput.Flush();
        if (pandas.StandardOutput.ReadLine() != Rows.ToString(CultureInfo.InvariantCulture))
        {
            throw new ArgumentException("pandas did not read the table.");
        }
    }

    private static Process? Start(string interpreter)
    {
        try
        {
            var process = Process.Start(new ProcessStartInfo(interpreter, ["-c", Reader]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
            if (process.StandardOutput.ReadLine() is { } version)
            {
                Console.WriteLine($"pandas {version}");
                return process;
            }

            process.Dispose();
            return null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static void Write(string path)
    {
        var random = new Random(0);
        using var writer = new StreamWriter(path);
        writer.WriteLine(string.Join(',', Enumerable.Range(0, Numbers).Select(column => FormattableString.Invariant($"x{column}"))) + ",label");
        StringBuilder line = new();
        for (int row = 0; row < Rows; row++)
        {
            line.Clear();
            for (int column = 0; column < Numbers; column++)
            {
                line.Append(CultureInfo.InvariantCulture, $"{(random.NextDouble() * 200) - 100:0.######},");
            }

            writer.WriteLine(line.Append(row % 2 == 0 ? "benign" : "malignant"));
        }
    }
}
