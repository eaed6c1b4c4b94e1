using System.Text.Json;
using System.Text.Json.Nodes;
using I2MoE.Dsl.Baselines;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Interpretation.Uncertainty;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Training;
using I2MoE.Dsl.Writing;

namespace I2MoE.Dsl.Experiments.Results;

/// <summary>Writes metrics as JSON.</summary>
internal static class MetricsDocument
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    /// <summary>The text of <c>metrics.json</c>: what a finished training brought; without a test part where that was not opened, as in a trial of a sweep.</summary>
    public static string OfTraining(RunRecord record, MultimodalModel model, FitResult fit, EvaluationResult? test, IReadOnlyList<BaselineResult> baselines, InteractionFindings? findings, PredictionUncertainty? uncertainty)
    {
        JsonObject document = Head(record);
        document["epochs"] = fit.Epochs.Count;
        document["best_epoch"] = fit.Best.Epoch;
        document["seconds"] = fit.Duration.TotalSeconds;
        document["validation"] = Of(fit.Best.Validation);
        if (test is not null)
        {
            document["test"] = Of(test.Metrics);
            AddUnfitted(document, "test", model, test);
            document["information"] = findings is null ? null : FindingJson.Of(findings);
            document["mean_weights"] = Of(test.MeanWeights);
            document["uncertainty"] = uncertainty is null ? null : UncertaintyJson.Of(uncertainty);
        }

        document["parameters"] = new JsonObject(model.ParameterCounts.Select(part => KeyValuePair.Create(part.Key, (JsonNode?)part.Value)));
        if (baselines.Count > 0)
        {
            document["baselines"] = new JsonObject(baselines.Select(baseline => KeyValuePair.Create(baseline.Name, (JsonNode?)Of(baseline))));
        }

        return document.ToJsonString(s_indented);
    }

    /// <summary>The text of an evaluation of some samples.</summary>
    public static string OfEvaluation(RunRecord record, MultimodalModel model, string part, int samples, EvaluationResult result, IReadOnlyList<PresenceResult> byPresence, PredictionUncertainty? uncertainty)
    {
        JsonObject document = Head(record);
        document["part"] = part;
        document["samples"] = samples;
        document["metrics"] = Of(result.Metrics);
        AddUnfitted(document, "metrics", model, result);
        document["mean_weights"] = Of(result.MeanWeights);
        if (byPresence.Count > 0)
        {
            document["by_missing"] = new JsonArray([.. byPresence.Select(Of)]);
        }

        if (uncertainty is not null)
        {
            document["uncertainty"] = UncertaintyJson.Of(uncertainty);
        }

        return document.ToJsonString(s_indented);
    }

    private static void AddUnfitted(JsonObject document, string name, MultimodalModel model, EvaluationResult result)
    {
        if (result.Uncalibrated is { } uncalibrated)
        {
            document["temperature"] = model.OutputTemperature;
            document[name + "_without_temperature"] = Of(uncalibrated);
        }

        if (result.WithoutThresholds is { } without)
        {
            document["thresholds"] = new JsonArray([.. model.Thresholds!.Select(threshold => JsonNumber.Of(threshold))]);
            document[name + "_without_thresholds"] = Of(without);
        }
    }

    private static JsonObject Of(PresenceResult pattern) => new()
    {
        ["missing"] = new JsonArray([.. pattern.Missing.Select(modality => JsonValue.Create(modality))]),
        ["samples"] = pattern.Samples,
        ["metrics"] = Of(pattern.Result.Metrics),
        ["mean_weights"] = Of(pattern.Result.MeanWeights),
    };

    private static JsonObject Head(RunRecord record) => new()
    {
        ["experiment"] = record.Experiment,
        ["model"] = record.Model,
        ["seed"] = record.Seed,
    };

    private static JsonObject Of(BaselineResult baseline) => new()
    {
        ["setting"] = baseline.Setting,
        ["validation"] = Of(baseline.Validation),
        ["test"] = Of(baseline.Test),
    };

    private static JsonObject Of(TaskMetrics metrics) => new(metrics.Values.Select(metric => KeyValuePair.Create(metric.Name, JsonNumber.Of(metric.Value))));

    private static JsonObject Of(IReadOnlyDictionary<string, double> weights) => new(weights.Select(weight => KeyValuePair.Create(weight.Key, JsonNumber.Of(weight.Value))));
}
