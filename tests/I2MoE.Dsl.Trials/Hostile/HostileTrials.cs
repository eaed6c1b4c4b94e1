using System.Globalization;

namespace I2MoE.Trials.Hostile;

/// <summary>Tries hostile files and reports what became of each.</summary>
internal static class HostileTrials
{
    // What a file may cost beside what the plain table does.
    private const long MostMegabytes = 500;
    private const double MostSeconds = 10;
    private const int LongestMessage = 1000;

    private static IEnumerable<HostileFile> All => [.. HostileTables.All, .. HostileArrays.All, .. HostileContainers.All, .. HostileImages.All];

    /// <summary>Tries all files whose names have <paramref name="part"/>.</summary>
    /// <returns>Whether nothing failed.</returns>
    public static bool Run(string part, TextWriter output)
    {
        string root = Directory.CreateTempSubdirectory("i2moe-hostile-").FullName;
        HostileFile[] files = [.. All.Where(file => file.Name.Contains(part, StringComparison.Ordinal))];
        ChildRun plain = Try(HostileTables.All.First(), root, -1);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"A plain table: exit code {plain.ExitCode}, {plain.Megabytes} MB, {plain.Seconds:0.0} s"));
        List<(HostileFile File, ChildRun Run, string Fault)> results = [];
        foreach ((int index, HostileFile file) in files.Index())
        {
            ChildRun run = Try(file, root, index);
            string fault = Fault(file, run, plain.Megabytes);
            results.Add((file, run, fault));
            string said = run.Error.Replace(root, "", StringComparison.Ordinal).ReplaceLineEndings(" / ");
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(fault.Length > 0 ? $"FAULT ({fault})" : run.ExitCode == 0 ? "read" : "refused")} | {file.Name} | {run.Megabytes} MB | {run.Seconds:0.0} s | {said[..Math.Min(said.Length, 400)]}"));
        }

        Directory.Delete(root, recursive: true);
        int read = results.Count(result => result is { Fault.Length: 0, Run.ExitCode: 0 });
        int faults = results.Count(result => result.Fault.Length > 0);
        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{results.Count} files: {results.Count - read - faults} refused, {read} read, {faults} faults; at most {results.Max(result => result.Run.Megabytes) - plain.Megabytes} MB over the plain table and {results.Max(result => result.Run.Seconds):0.0} s"));
        foreach (IGrouping<string, (HostileFile File, ChildRun Run, string Fault)> group in results.Where(result => result.Fault.Length > 0).GroupBy(result => result.Fault))
        {
            output.WriteLine($"  {group.Count()} {group.Key}: {string.Join("; ", group.Select(result => result.File.Name))}");
        }

        return faults == 0;
    }

    private static ChildRun Try(HostileFile file, string root, int index)
    {
        string folder = Path.Combine(root, index.ToString(CultureInfo.InvariantCulture));
        Directory.CreateDirectory(folder);
        file.Make(folder);
        File.WriteAllText(Path.Combine(folder, "hostile.i2moe.yaml"), file.Experiment);
        var run = ChildRun.Of(folder, "train", "hostile.i2moe.yaml", "--out", "run", "--quiet");
        if (File.Exists(Path.Combine(folder, "owned")))
        {
            run = run with { Error = "the file was run as a program" };
        }

        Directory.Delete(folder, recursive: true);
        return run;
    }

    private static string Fault(HostileFile file, ChildRun run, long plain) => run switch
    {
        { Error: "ended: it waits" } => "waits for ever",
        _ when run.Megabytes > plain + MostMegabytes => "too much memory",
        { Seconds: > MostSeconds } => "too slow",
        { ExitCode: 0 } => file.Verdict == Verdict.Refuse ? "accepted wrongly" : "",
        { ExitCode: 1 } when file.Verdict == Verdict.Read => "refused wrongly",
        { ExitCode: 1 } => IsOneSentence(run.Error) ? "" : "not one sentence",
        _ => $"exit code {run.ExitCode}",
    };

    private static bool IsOneSentence(string error) =>
        error.StartsWith("error: ", StringComparison.Ordinal) && error.Length < LongestMessage && !error.Contains("   at ", StringComparison.Ordinal) && !error.Contains('\n') && !error.Contains('\0');
}
