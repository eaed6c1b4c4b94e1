using System.Diagnostics;
using System.Globalization;

namespace I2MoE.Dsl.Benchmarks;

/// <summary>What a training step adds to the memory of a process of its own, at its peak (Linux: VmHWM after three steps less VmRSS before).</summary>
internal static class PeakMemory
{
    private const string Command = "peak-memory";

    /// <summary>The megabytes, measured in a child process.</summary>
    /// <param name="setting">The case.</param>
    /// <param name="variant">Whose step: plain, engine or engine-bf16.</param>
    public static double Measure(BenchmarkCase setting, string variant)
    {
        string assembly = Environment.GetCommandLineArgs()[0];
        var start = new ProcessStartInfo("dotnet", ["exec", assembly, Command, setting.Name, setting.Fusion, variant]) { RedirectStandardOutput = true };
        using Process child = Process.Start(start)!;
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return double.Parse(output, CultureInfo.InvariantCulture);
    }

    /// <summary>Whether a command line is that of the child process.</summary>
    public static bool IsChild(string[] arguments) => arguments.Length == 4 && arguments[0] == Command;

    /// <summary>What the child process does.</summary>
    public static void RunChild(string[] arguments)
    {
        BenchmarkCase setting = BenchmarkCase.All.Single(candidate => candidate.Name == arguments[1] && candidate.Fusion == arguments[2]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Steps(setting, arguments[3]):0.0}"));
    }

    private static double Steps(BenchmarkCase setting, string variant)
    {
        if (variant == "plain")
        {
            using var plain = new PlainRun(setting);
            return Grown(plain.Step);
        }

        using var engine = new EngineRun(setting, variant == "engine-bf16" ? Precision.Bf16 : Precision.Fp32);
        return Grown(engine.Step);
    }

    private static double Grown(Action step)
    {
        double before = Status("VmRSS:");
        for (int repeat = 0; repeat < 3; repeat++)
        {
            step();
        }

        return Status("VmHWM:") - before;
    }

    private static double Status(string name) =>
        File.ReadLines("/proc/self/status").Where(line => line.StartsWith(name, StringComparison.Ordinal))
            .Select(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024)
            .Single();
}
