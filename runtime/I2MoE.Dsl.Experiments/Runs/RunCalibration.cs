using System.Text.Json;
using System.Text.Json.Nodes;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Experiments.Inputs;
using I2MoE.Dsl.Interpretation.Uncertainty;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Writing;

namespace I2MoE.Dsl.Experiments.Runs;

/// <summary>Keeps with a run how far its model was from the truth on the validation part, so that sets for other data need none of its own.</summary>
internal static class RunCalibration
{
    /// <summary>The text of <c>calibration.json</c>.</summary>
    public static string Text(ConformalCalibration calibration) => new JsonObject
    {
        ["task"] = calibration.Task.ToString(),
        ["distances"] = new JsonArray([.. calibration.Distances.Select(distances => new JsonArray([.. distances.Select(JsonNumber.Of)]))]),
    }.ToJsonString();

    /// <summary>What a run has kept or, of its own data, what its validation part gives; null where there is neither.</summary>
    /// <param name="run">The run.</param>
    /// <param name="data">The samples that it is used on.</param>
    /// <param name="splits">Which of them are in which part; no validation part of other data.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <exception cref="ExperimentException">The file is not what the run wrote.</exception>
    public static ConformalCalibration? Of(TrainedRun run, MultimodalDataset data, ExperimentSplits splits, CancellationToken cancellationToken)
    {
        if (File.Exists(run.Folder.CalibrationFile))
        {
            RunFiles.Check(run.Folder, run.Record, run.Folder.CalibrationFile);
            return Read(run);
        }

        if (splits.Validation.Length == 0)
        {
            return null;
        }

        using MultimodalDataset validation = data.Subset(splits.Validation);
        return ConformalCalibration.Of(run.Model, validation, cancellationToken);
    }

    private static ConformalCalibration Read(TrainedRun run)
    {
        double[][] distances = [.. (Parsed(run.Folder.CalibrationFile)?["distances"] as JsonArray ?? []).Select(of => of is JsonArray values ? values.Select(RunSummary.Number).Order().ToArray() : [double.NaN])];
        int expected = run.Model.Description.PredictsNumber ? 1 : run.Model.Description.Outputs;
        return distances.Length == expected && !distances.Any(of => of.Any(double.IsNaN))
            ? new ConformalCalibration(run.Model.Description.Task, distances)
            : throw new ExperimentException($"{run.Folder.CalibrationFile}: the file is damaged: it is not what 'train' writes for {run.Model.Description.Outputs} outputs. Put the file back that was there, or delete it.");
    }

    private static JsonObject? Parsed(string file)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(file)) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
