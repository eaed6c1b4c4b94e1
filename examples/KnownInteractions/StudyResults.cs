using System.Text.Json;
using System.Text.Json.Serialization;

namespace KnownInteractions;

/// <summary>The results of the study, one line of JSON a run in a file, so that a study that was interrupted goes on where it was.</summary>
internal sealed class StudyResults
{
    private static readonly JsonSerializerOptions s_json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly string _path;
    private readonly Dictionary<string, StudyRun> _runs = [];

    /// <summary>Reads the results that there are.</summary>
    /// <param name="path">The file; it is made where it is missing.</param>
    public StudyResults(string path)
    {
        _path = path;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        foreach (string line in File.Exists(path) ? File.ReadAllLines(path) : [])
        {
            StudyRun run = JsonSerializer.Deserialize<StudyRun>(line, s_json)!;
            _runs[run.Key] = run;
        }
    }

    /// <summary>The runs so far.</summary>
    public IReadOnlyCollection<StudyRun> Runs => _runs.Values;

    /// <summary>Whether a run has been made.</summary>
    public bool Has(string key) => _runs.ContainsKey(key);

    /// <summary>Adds a run and writes it.</summary>
    public void Add(StudyRun run)
    {
        _runs[run.Key] = run;
        File.AppendAllText(_path, JsonSerializer.Serialize(run, s_json) + "\n");
    }
}
