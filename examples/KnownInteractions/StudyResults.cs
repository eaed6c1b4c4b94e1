using System.Text.Json;

namespace KnownInteractions;

/// <summary>
/// The results of the study, one line of JSON a run, so that a study that was interrupted goes on where it was. Each part of the study has its
/// own file in a folder, so that two processes can each make a part.
/// </summary>
internal sealed class StudyResults
{
    private readonly string _folder;
    private readonly Dictionary<string, StudyRun> _runs = [];

    /// <summary>Reads the results that there are.</summary>
    /// <param name="folder">The folder; it is made where it is missing.</param>
    public StudyResults(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        foreach (string line in Directory.EnumerateFiles(folder, "*.jsonl").SelectMany(File.ReadLines))
        {
            StudyRun run = JsonSerializer.Deserialize(line, StudyJson.Default.StudyRun)!;
            _runs[run.Key] = run;
        }
    }

    /// <summary>Whether a run has been made.</summary>
    public bool Has(StudyTask task) => _runs.ContainsKey(task.Key);

    /// <summary>The runs that have been made of some tasks, in their order; what an earlier plan or other defaults left is not among them.</summary>
    public IReadOnlyList<StudyRun> Of(IEnumerable<StudyTask> tasks) => [.. tasks.Where(Has).Select(task => _runs[task.Key])];

    /// <summary>Adds a run and writes it.</summary>
    public void Add(StudyRun run)
    {
        _runs[run.Key] = run;
        File.AppendAllText(Path.Combine(_folder, run.Part + ".jsonl"), JsonSerializer.Serialize(run, StudyJson.Default.StudyRun) + "\n");
    }
}
