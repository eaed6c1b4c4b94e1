using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using I2MoE.Dsl.Interpretation.Reporting.Content;
using I2MoE.Dsl.Runs;

namespace I2MoE.Dsl.Experiments.Runs;

/// <summary>A run in a line: what it is, how far it came and how good it is.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Record">What it is.</param>
/// <param name="Epochs">The number of epochs that were trained.</param>
/// <param name="BestEpoch">The epoch that is kept; null where none was finished.</param>
/// <param name="Score">The name of the first metric; empty where none was finished.</param>
/// <param name="Validation">Its value on the validation part.</param>
/// <param name="Test">Its value on the test part; NaN of a run that is not finished.</param>
internal sealed record RunSummary(RunFolder Folder, RunRecord Record, int Epochs, int? BestEpoch, string Score, double Validation, double Test)
{
    /// <summary>Which division of the data it was trained on, for example <c>split 1, fold 0</c>; empty for the experiment's own.</summary>
    public string Division => new RunVariant(Record.Baseline, Record.Seed, Record.Split, Record.Fold, Record.Folds).Division;

    /// <summary>Reads what a folder says of its run.</summary>
    /// <exception cref="ExperimentException">There is no run, or its record is damaged.</exception>
    public static RunSummary Of(RunFolder folder)
    {
        RunRecord record = folder.ReadRecord();
        if (record.Status == RunStatus.Finished && Metrics(folder) is { } metrics && metrics["validation"] is JsonObject { Count: > 0 } validation)
        {
            string first = validation.First().Key;
            return new RunSummary(folder, record, (int?)metrics["epochs"] ?? 0, (int?)metrics["best_epoch"], first, Number(validation[first]), Number(metrics["test"]?[first]));
        }

        TrainingCurves? curves = RunHistory.Read(folder);
        TrainingCurves.Epoch? best = curves?.Epochs.LastOrDefault(epoch => epoch.IsBest);
        return new RunSummary(folder, record, curves?.Epochs.Count ?? 0, best?.Number, curves?.Metrics is [{ } score, ..] ? score : "", best?.Metrics is [double value, ..] ? value : double.NaN, double.NaN);
    }

    /// <summary>The metrics of a finished run; null where they cannot be read.</summary>
    public static JsonObject? Metrics(RunFolder folder)
    {
        try
        {
            return File.Exists(folder.MetricsFile) ? JsonNode.Parse(File.ReadAllText(folder.MetricsFile)) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A number of a JSON file; NaN where there is none.</summary>
    public static double Number(JsonNode? node) => node is JsonValue value && value.TryGetValue(out double number) ? number : double.NaN;

    /// <summary>When it began, in local time.</summary>
    public string Started => Record.Started.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
