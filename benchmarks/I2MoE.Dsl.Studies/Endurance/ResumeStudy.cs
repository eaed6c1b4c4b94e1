using System.Diagnostics;
using System.Globalization;

namespace I2MoE.Dsl.Studies.Endurance;

/// <summary><c>resume</c>: kills trainings at random moments, lets them go on, and compares them with trainings that were left alone.</summary>
internal sealed class ResumeStudy : IDisposable
{
    private const int LongestDelay = 40;
    private readonly string _root = Directory.CreateTempSubdirectory("i2moe-resume-").FullName;
    private readonly Random _random = new(14);

    /// <summary>Kills as often as asked for, spread over the combinations of options; 0 where all ended as those that were left alone.</summary>
    public static int Report(StudyOptions options)
    {
        using var study = new ResumeStudy();
        Console.WriteLine("| options | killed | of these inside an epoch | steps of the run | weights | records |");
        Console.WriteLine("|---|---|---|---|---|---|");
        int count = Trainings.Combinations.Count;
        bool[] areEqual = [.. Enumerable.Range(0, count).Select(combination => study.Compare(combination, (options.Kills + count - 1 - combination) / count))];
        return areEqual.All(isEqual => isEqual) ? 0 : 1;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_root, recursive: true);

    private bool Compare(int combination, int kills)
    {
        string whole = Folder(combination, "whole");
        string killed = Folder(combination, "killed");
        long steps = Start(whole, combination, kill: null).Step;
        int accumulation = Trainings.Combinations[combination].Options.StartsWith("accumulation: 4", StringComparison.Ordinal) ? 4 : 1;
        long perEpoch = (Trainings.Steps + accumulation - 1) / accumulation;
        int killings = 0;
        int inside = 0;
        for (int kill = 0; kill < kills; kill++)
        {
            // Anywhere in what is left, but so that something is left for the kills that follow.
            (long reached, bool isKilled) = Start(killed, combination, (_random.NextDouble() / (kills - kill), steps));
            killings += isKilled ? 1 : 0;
            inside += isKilled && reached % perEpoch != 0 ? 1 : 0;
        }

        Start(killed, combination, kill: null);
        bool sameWeights = Same(whole, killed, KilledTraining.WeightsFile);
        bool sameRecords = Same(whole, killed, KilledTraining.RecordFile);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {Trainings.Combinations[combination].Name} | {killings} | {inside} | {steps} | {Told(sameWeights)} | {Told(sameRecords)} |"));
        return sameWeights && sameRecords;
    }

    private static string Told(bool isSame) => isSame ? "equal" : "DIFFERENT";

    private static bool Same(string whole, string killed, string file) =>
        File.ReadAllBytes(Path.Combine(whole, file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(killed, file)));

    private string Folder(int combination, string name) => Directory.CreateDirectory(Path.Combine(_root, combination.ToString(CultureInfo.InvariantCulture), name)).FullName;

    // Returns the last step that it told of. It is killed after a share of the steps that are left, some milliseconds later.
    private (long Step, bool IsKilled) Start(string folder, int combination, (double Share, long Steps)? kill)
    {
        string program = Environment.ProcessPath!;
        bool isHost = string.Equals(Path.GetFileNameWithoutExtension(program), "dotnet", StringComparison.OrdinalIgnoreCase);
        string[] words = [.. isHost ? [typeof(ResumeStudy).Assembly.Location] : (string[])[], KilledTraining.Argument, folder, combination.ToString(CultureInfo.InvariantCulture)];
        using Process process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true })!;
        long step = 0;
        long? last = null;
        bool isSent = false;
        while (process.StandardOutput.ReadLine() is { } line)
        {
            // A killed process may leave half a line.
            step = long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out long told) && told > step ? told : step;
            last ??= kill is { } at ? step + (long)(at.Share * (at.Steps - step)) : long.MaxValue;
            if (step >= last && !isSent)
            {
                Thread.Sleep(_random.Next(LongestDelay));
                process.Kill();
                isSent = true;
            }
        }

        process.WaitForExit();
        return process.ExitCode == 0 ? (step, false) : isSent ? (step, true) : throw new ArgumentException($"The training in {folder} ended with {process.ExitCode}.");
    }
}
