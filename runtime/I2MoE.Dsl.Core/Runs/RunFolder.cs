using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.SafeTensors;
using I2MoE.Dsl.Writing;

namespace I2MoE.Dsl.Runs;

/// <summary>The folder of a run: every file of it by name, each written whole or not at all.</summary>
/// <param name="path">The folder.</param>
internal sealed class RunFolder(string path)
{
    private const string RecordName = "run.json";
    private const int MostNamed = 4;

    /// <summary>The full path of the folder.</summary>
    public string Path { get; } = System.IO.Path.TrimEndingDirectorySeparator(WorkingFolder.Full(path));

    /// <summary>The experiment with every default resolved. Not *.i2moe.yaml: a run within a project must not become a model of its next build.</summary>
    public string ExperimentFile => File("experiment.yaml");

    /// <summary>The weights of the best epoch.</summary>
    public string WeightsFile => File("weights.safetensors");

    /// <summary>The metrics of the validation and the test part.</summary>
    public string MetricsFile => File("metrics.json");

    /// <summary>The losses and validation metrics of every epoch.</summary>
    public string HistoryFile => File("history.csv");

    /// <summary>The curves of the training as figures.</summary>
    public string CurvesFolder => File("curves");

    /// <summary>What TensorBoard shows of the run.</summary>
    public string TensorBoardFolder => File("tensorboard");

    /// <summary>Where training keeps what it needs to go on.</summary>
    public string CheckpointFolder => File("checkpoint");

    /// <summary>Whether there is a run in the folder.</summary>
    public bool HasRun => System.IO.File.Exists(File(RecordName));

    /// <summary>Whether the folder exists and has anything in it but the lock of a run that begins.</summary>
    public bool HasContent => Directory.Exists(Path) && Directory.EnumerateFileSystemEntries(Path).Any(entry => System.IO.Path.GetFileName(entry) != RunLock.Name);

    /// <summary>What the run is.</summary>
    public string RecordFile => File(RecordName);

    /// <summary>What the run fixed about its data.</summary>
    public string PreprocessingFile => File("preprocessing.json");

    /// <summary>How far the model was from the truth on the validation part, which sets that hold the truth are made from.</summary>
    public string CalibrationFile => File("calibration.json");

    /// <summary>The full path of a file in the folder.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>What the run is.</summary>
    /// <exception cref="ExperimentException">There is no run, or its record is broken.</exception>
    public RunRecord ReadRecord() => ReadJson(
        File(RecordName),
        RunJson.Default.RunRecord,
        HasRun ? "" : $"There is no run in {Path}: it has no {RecordName}. {Within()}");

    /// <summary>Records what the run is.</summary>
    public void WriteRecord(RunRecord record) => Write(File(RecordName), JsonSerializer.Serialize(record, RunJson.Default.RunRecord));

    /// <summary>What the run fixed about its data.</summary>
    /// <exception cref="ExperimentException">The file is missing or broken.</exception>
    public Preprocessing ReadPreprocessing() =>
        ReadJson(PreprocessingFile, RunJson.Default.PreprocessingDocument, $"The run in {Path} has no {System.IO.Path.GetFileName(PreprocessingFile)}.").ToPreprocessing(PreprocessingFile);

    /// <summary>Records what the run fixed about its data.</summary>
    public void WritePreprocessing(Preprocessing preprocessing) =>
        Write(PreprocessingFile, JsonSerializer.Serialize(PreprocessingDocument.Of(preprocessing), RunJson.Default.PreprocessingDocument));

    /// <summary>The experiment of the run.</summary>
    /// <exception cref="ExperimentException">The file is missing, is none with content, or is no text in UTF-8.</exception>
    public string ReadExperiment()
    {
        if (!System.IO.File.Exists(ExperimentFile))
        {
            throw new ExperimentException($"The run in {Path} has no {System.IO.Path.GetFileName(ExperimentFile)}, so its model is not known. Train again.");
        }

        // A folder of somebody else's may hold anything by this name.
        if (RegularFile.Misnomer(ExperimentFile) is { } misnomer)
        {
            throw new ExperimentException($"{ExperimentFile}: this is {misnomer}; expected the experiment of the run.");
        }

        if (RegularFile.Length(ExperimentFile) is var length and > RegularFile.LongestYaml)
        {
            throw new ExperimentException($"{ExperimentFile}: the file has {length} bytes; a YAML file has at most {RegularFile.LongestYaml}.");
        }

        try
        {
            return System.IO.File.ReadAllText(ExperimentFile, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        }
        catch (DecoderFallbackException)
        {
            throw new ExperimentException($"{ExperimentFile}: the file is damaged: it is no text in UTF-8.");
        }
    }

    /// <summary>Removes what a run has written, and nothing else; the lock stays.</summary>
    public void Clear()
    {
        // The record first: without it the rest is no run.
        foreach (string file in ((string[])[File(RecordName), ExperimentFile, WeightsFile, MetricsFile, HistoryFile, PreprocessingFile, CalibrationFile]).Where(System.IO.File.Exists))
        {
            System.IO.File.Delete(file);
        }

        foreach (string folder in ((string[])[CheckpointFolder, CurvesFolder, TensorBoardFolder]).Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Removes what a killed run left half written.</summary>
    public void RemoveLeftovers()
    {
        foreach (string file in Directory.GetFiles(Path, System.IO.Path.GetFileName(WeightsFile) + ".*.tmp"))
        {
            System.IO.File.Delete(file);
        }
    }

    /// <summary>Writes a file whole or not at all; its folder is made where it is missing.</summary>
    /// <param name="file">The file.</param>
    /// <param name="text">Its text.</param>
    public static void Write(string file, string text) => WholeFile.Write(WorkingFolder.Full(file), text);

    // Several seeds, folds or baselines have a folder each.
    private string Within()
    {
        string[] runs = !Directory.Exists(Path) ? [] :
        [
            .. Directory.EnumerateDirectories(Path, "*", new EnumerationOptions()).Where(folder => new RunFolder(folder).HasRun).Take(MostNamed + 1).Order(StringComparer.Ordinal),
        ];
        return runs.Length == 0
            ? "A run folder is what 'train' writes, for example runs/MyExperiment/seed-0."
            : $"There {(runs.Length == 1 ? "is one" : "are runs")} in {string.Join(", ", runs.Take(MostNamed))}{(runs.Length > MostNamed ? ", …" : "")}; name {(runs.Length == 1 ? "it" : "one of them")}.";
    }

    private static T ReadJson<T>(string file, JsonTypeInfo<T> type, string missing)
    {
        if (!System.IO.File.Exists(file))
        {
            throw new ExperimentException(missing);
        }

        try
        {
            return JsonSerializer.Deserialize(System.IO.File.ReadAllText(file), type) ?? throw new JsonException();
        }
        catch (JsonException e)
        {
            throw new ExperimentException($"{file}: the file is damaged{JsonPlace.Of(e)}: it is not what 'train' writes. Put the file back that was there, or train again.");
        }
    }
}
