using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Writing;

namespace I2MoE.Dsl.Experiments.Results;

/// <summary>Writes explanations as JSON and CSV, for figures and reports.</summary>
internal static class ExplanationFiles
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    /// <summary>Writes the weights of the experts over some samples.</summary>
    /// <param name="path">The files without their extension.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="findings">What is known; null where the samples have no labels or are not of the run's data.</param>
    /// <param name="checks">The checks of the explanation; empty or null for none.</param>
    public static void Write(string path, ExpertWeights weights, InteractionFindings? findings = null, IReadOnlyList<FaithfulnessCheck>? checks = null)
    {
        var groups = new JsonArray();
        List<IEnumerable<string>> rows = [["group", "samples", "expert", "mean weight", "deviation"]];
        foreach (ExpertWeights.Group group in weights.Groups)
        {
            var mean = new JsonObject();
            var deviation = new JsonObject();
            for (int expert = 0; expert < weights.Experts.Count; expert++)
            {
                string name = weights.Experts[expert];
                mean[name] = group.Weights[expert].Mean;
                deviation[name] = JsonNumber.Of(group.Weights[expert].Deviation);
                rows.Add([group.Name, group.Samples.ToString(CultureInfo.InvariantCulture), name, CsvText.Number(group.Weights[expert].Mean), CsvText.Number(group.Weights[expert].Deviation)]);
            }

            groups.Add((JsonNode)new JsonObject { ["group"] = group.Name, ["samples"] = group.Samples, ["mean_weight"] = mean, ["deviation"] = deviation });
        }

        Write(path, new JsonObject { ["experts"] = Texts(weights.Experts), ["information"] = findings is null ? null : FindingJson.Of(findings), ["checks"] = FindingJson.Of(checks ?? []), ["deviation"] = MeanAndDeviation.Definition, ["groups"] = groups }, rows);
    }

    /// <summary>Writes the explanation of one sample.</summary>
    /// <param name="path">The files without their extension.</param>
    /// <param name="sample">The sample and what is said and true of it.</param>
    /// <param name="outputs">The names of the outputs.</param>
    /// <param name="whatIf">What would be said if it were another; null where that was not asked.</param>
    /// <param name="next">What taking the modalities that it lacks would bring; null or empty where nothing is known of it.</param>
    public static void Write(string path, ExplainedSample sample, IReadOnlyList<string> outputs, WhatIf? whatIf = null, IReadOnlyList<NextModality>? next = null)
    {
        var experts = new JsonArray();
        List<IEnumerable<string>> rows = [["expert", "weight", .. outputs.Select(name => $"output {name}"), .. outputs.Select(name => $"contribution {name}")]];
        foreach (ExpertContribution expert in sample.Explanation.Experts)
        {
            experts.Add((JsonNode)new JsonObject
            {
                ["expert"] = expert.Expert,
                ["weight"] = expert.Weight,
                ["outputs"] = Numbers(expert.Logits),
                ["contributions"] = Numbers(expert.Contribution),
            });
            rows.Add([expert.Expert, CsvText.Number(expert.Weight), .. expert.Logits.Select(CsvText.Number), .. expert.Contribution.Select(CsvText.Number)]);
        }

        var document = new JsonObject
        {
            ["sample"] = sample.Sample,
            ["name"] = sample.Name,
            ["part"] = sample.Part,
            ["missing"] = Texts(sample.Missing),
            ["prediction"] = sample.Prediction,
            ["truth"] = sample.Truth,
            ["output_names"] = Texts(outputs),
            ["outputs"] = Numbers(sample.Explanation.Logits),
            ["experts"] = experts,
        };
        if (whatIf is not null)
        {
            document["what_if"] = whatIf.Json();
        }

        if (next is { Count: > 0 })
        {
            document["next_modality"] = NextModalityTable.Json(next);
        }

        Write(path, document, rows);
    }

    private static void Write(string path, JsonObject document, IEnumerable<IEnumerable<string>> rows)
    {
        RunFolder.Write(path + ".json", document.ToJsonString(s_indented));
        RunFolder.Write(path + ".csv", CsvText.Of(rows));
    }

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];

    private static JsonArray Numbers(IEnumerable<double> numbers) => [.. numbers.Select(JsonNumber.Of)];
}
