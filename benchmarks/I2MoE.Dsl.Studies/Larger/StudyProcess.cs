using System.Diagnostics;
using System.Globalization;
using I2MoE.Dsl.Experiments;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Pretrained;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Studies.Larger;

/// <summary>A command of an experiment in a process of its own, so that its time and its memory are known.</summary>
internal static class StudyProcess
{
    /// <summary>The first argument of the program for it.</summary>
    public const string Argument = "--experiment";

    private const string Peak = "peak memory in bytes: ";

    /// <summary>Runs the command within this process.</summary>
    /// <param name="arguments">The file of the experiment, and the command with its options.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        PretrainedNetworks.Use();
        string yaml = await File.ReadAllTextAsync(arguments[0]).ConfigureAwait(false);
        ModelSpecification specification = StudySpecification.Of(yaml);
        var experiment = new ExperimentDefinition
        {
            Name = specification.Declaration.Name,
            Folder = Path.GetDirectoryName(Path.GetFullPath(arguments[0]))!,
            Yaml = yaml,
            CreateModel = seed => new SpecifiedModel(specification, seed),
            CreateBaseline = seed => SpecifiedModel.CreateBaseline(specification, seed),
        };
        int exitCode = await ExperimentProgram.RunAsync([experiment], arguments[1..]).ConfigureAwait(false);
        Console.WriteLine(Peak + PeakOfProcess().ToString(CultureInfo.InvariantCulture));
        return exitCode;
    }

    /// <summary>Starts a process for a command, and waits for its end.</summary>
    /// <param name="arguments">The file of the experiment, and the command with its options.</param>
    /// <returns>The time, and the most memory that the process had, mapped files included.</returns>
    /// <exception cref="ArgumentException">The command failed.</exception>
    public static (double Seconds, double PeakBytes) Start(params string[] arguments)
    {
        string program = Environment.ProcessPath!;
        bool isHost = string.Equals(Path.GetFileNameWithoutExtension(program), "dotnet", StringComparison.OrdinalIgnoreCase);
        string[] words = [.. isHost ? [typeof(StudyProcess).Assembly.Location] : (string[])[], Argument, .. arguments];
        var clock = Stopwatch.StartNew();
        using Process process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        string? peak = output.Split('\n').LastOrDefault(line => line.StartsWith(Peak, StringComparison.Ordinal));
        return process.ExitCode == 0 && peak is not null
            ? (clock.Elapsed.TotalSeconds, double.Parse(peak[Peak.Length..], CultureInfo.InvariantCulture))
            : throw new ArgumentException($"{string.Join(' ', arguments)} ended with {process.ExitCode}.\n{output}");
    }

    /// <summary>The most memory that this process had, as Linux counts it; elsewhere what it has now.</summary>
    public static long PeakOfProcess()
    {
        const string Key = "VmHWM:";
        const string Status = "/proc/self/status";
        string? line = File.Exists(Status) ? File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal)) : null;
        return line is null ? Environment.WorkingSet : 1024 * long.Parse(line[Key.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }
}
