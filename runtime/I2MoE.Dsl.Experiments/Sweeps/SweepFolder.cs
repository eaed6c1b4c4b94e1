using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using I2MoE.Dsl.Runs;

namespace I2MoE.Dsl.Experiments.Sweeps;

/// <summary>The folder of a sweep: its record, a folder for every trial, and what came of them. Several processes may work in it at once.</summary>
/// <param name="path">The folder.</param>
internal sealed class SweepFolder(string path)
{
    private const string TrialPrefix = "trial-";
    private const string TrialName = "trial.json";
    private const int Readings = 5;

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(0.1);

    /// <summary>The full path.</summary>
    public string Path { get; } = System.IO.Path.TrimEndingDirectorySeparator(WorkingFolder.Full(path));

    /// <summary>The file of the record.</summary>
    public string RecordFile => File("sweep.json");

    /// <summary>The experiment with the values of the best trial.</summary>
    public string BestFile => File("best.i2moe.yaml");

    /// <summary>Whether there is a sweep in it.</summary>
    public bool HasSweep => System.IO.File.Exists(RecordFile);

    /// <summary>Whether there is anything in it.</summary>
    public bool HasContent => Directory.Exists(Path) && Directory.EnumerateFileSystemEntries(Path).Any();

    /// <summary>The full path of a file in it.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>The folder of a trial.</summary>
    public RunFolder OfTrial(int number) => new(File(TrialPrefix + number.ToString("0000", CultureInfo.InvariantCulture)));

    /// <summary>The folder of the run of a trial with a seed.</summary>
    public RunFolder OfRun(int number, long seed) => new(OfTrial(number).File(FormattableString.Invariant($"seed-{seed}")));

    /// <summary>What the sweep is.</summary>
    /// <exception cref="ExperimentException">There is none, or its record is damaged.</exception>
    public SweepRecord ReadRecord() => HasSweep
        ? Read(RecordFile, SweepJson.Default.SweepRecord)
        : throw new ExperimentException($"There is no sweep in {Path}: it has no {System.IO.Path.GetFileName(RecordFile)}.");

    /// <summary>Records what the sweep is.</summary>
    public void Write(SweepRecord record) => RunFolder.Write(RecordFile, JsonSerializer.Serialize(record, SweepJson.Default.SweepRecord));

    /// <summary>Records what the sweep is where nobody has, of which several processes may think at once.</summary>
    public async Task BeginAsync(SweepRecord record, CancellationToken cancellationToken)
    {
        while (!HasSweep)
        {
            using RunLock? taken = RunLock.TryTake(new RunFolder(Path));
            if (taken is null)
            {
                await Task.Delay(s_pause, cancellationToken).ConfigureAwait(false);
            }
            else if (!HasSweep)
            {
                Write(record);
            }
        }
    }

    /// <summary>A trial; null where it was not begun.</summary>
    /// <exception cref="ExperimentException">Its record is damaged.</exception>
    public Trial? ReadTrial(int number) => OfTrial(number).File(TrialName) is var file && System.IO.File.Exists(file) ? Read(file, SweepJson.Default.Trial) : null;

    /// <summary>Records a trial.</summary>
    public void Write(Trial trial) => RunFolder.Write(OfTrial(trial.Number).File(TrialName), JsonSerializer.Serialize(trial, SweepJson.Default.Trial));

    /// <summary>When a trial was last recorded.</summary>
    public DateTime TimeOf(Trial trial) => System.IO.File.GetLastWriteTimeUtc(OfTrial(trial.Number).File(TrialName));

    /// <summary>All trials that were begun, by their numbers.</summary>
    public IReadOnlyList<Trial> ReadTrials() => !Directory.Exists(Path) ? [] :
    [
        .. Directory.GetDirectories(Path, TrialPrefix + "*")
            .Select(folder => int.TryParse(System.IO.Path.GetFileName(folder)[TrialPrefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? ReadTrial(number) : null)
            .OfType<Trial>()
            .OrderBy(trial => trial.Number),
    ];

    /// <summary>Removes what a sweep has written, and nothing else.</summary>
    public void Clear()
    {
        foreach (string folder in Directory.Exists(Path) ? Directory.GetDirectories(Path, TrialPrefix + "*") : [])
        {
            Directory.Delete(folder, recursive: true);
        }

        foreach (string file in (string[])[RecordFile, BestFile])
        {
            System.IO.File.Delete(file);
        }
    }

    private static T Read<T>(string file, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(ReadText(file), type) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new ExperimentException($"{file}: the file is damaged: it is not what 'sweep' writes. Put the file back that was there, or delete its folder, and the trial is trained again.");
        }
    }

    // Over a network, a file that another machine puts in its place may be gone between two words.
    private static string ReadText(string file)
    {
        for (int reading = 1; ; reading++)
        {
            try
            {
                return System.IO.File.ReadAllText(file);
            }
            catch (IOException) when (reading < Readings)
            {
                Thread.Sleep(s_pause);
            }
        }
    }
}
