using System.Globalization;
using System.Text.Json.Nodes;
using I2MoE.Dsl.Experiments.Inputs;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Tasks;
using I2MoE.Dsl.Writing;
using Spectre.Console;
using TorchSharp;

namespace I2MoE.Dsl.Experiments.Results;

/// <summary>What a model says of a sample, and what it would say if the sample were another one.</summary>
/// <param name="model">The model.</param>
/// <param name="names">The names of its outputs.</param>
/// <param name="masked">The modalities that are masked.</param>
/// <param name="changes">The values that are changed, and what they were.</param>
/// <param name="before">What it says of the sample as it is.</param>
/// <param name="after">What it would say.</param>
internal sealed class WhatIf(
    ModelDescription model, OutputNames names, IReadOnlyList<Modality> masked, IReadOnlyList<(FeatureChange Change, double Before)> changes, MaskingEffect before, MaskingEffect after)
{
    /// <summary>What is other than it is, in words.</summary>
    public string Title => "What if: " + string.Join("; ", changes
        .Select(its => string.Create(CultureInfo.InvariantCulture, $"{its.Change.Modality.Name}, {its.Change.Name} {its.Change.Value:0.####} instead of {its.Before:0.####}"))
        .Concat(masked.Count == 0 ? [] : (string[])[$"without {string.Join(" and ", masked.Select(modality => modality.Name))} (masked as in training)"]));

    /// <summary>Both side by side.</summary>
    public Table Table()
    {
        Table table = ResultTables.New("", "as it is", "what if");
        table.AddRow("predicted", CellText.Of(names.Shown(names.Predicted(Prediction(before)))), CellText.Of(names.Shown(names.Predicted(Prediction(after)))));
        (double[] left, double[] right) = (Shown(before), Shown(after));
        foreach ((int output, string name) in names.All.Index())
        {
            table.AddRow(CellText.Of(model.PredictsNumber ? name : $"probability {name}"), ResultTables.Number(left[output]), ResultTables.Number(right[output]));
        }

        foreach ((int expert, string name) in model.ExpertNames.Index())
        {
            table.AddRow(CellText.Of($"weight {name}"), ResultTables.Number(before.Weights[expert]), ResultTables.Number(after.Weights[expert]));
        }

        return table;
    }

    /// <summary>The same as JSON.</summary>
    public JsonObject Json() => new()
    {
        ["masked"] = new JsonArray([.. masked.Select(modality => (JsonNode)modality.Name)]),
        ["changed"] = new JsonArray([.. changes.Select(its => new JsonObject { ["modality"] = its.Change.Modality.Name, ["feature"] = its.Change.Name, ["from"] = JsonNumber.Of(its.Before), ["to"] = its.Change.Value })]),
        ["prediction"] = names.Predicted(Prediction(after)),
        ["outputs"] = Numbers(after.Outputs),
        ["probabilities"] = model.PredictsNumber ? null : Numbers(Shown(after)),
        ["weights"] = new JsonObject(model.ExpertNames.Select((name, expert) => KeyValuePair.Create(name, JsonNumber.Of(after.Weights[expert])))),
    };

    private static JsonArray Numbers(IEnumerable<double> numbers) => [.. numbers.Select(JsonNumber.Of)];

    private double[] Shown(MaskingEffect effect) => Prediction(effect).Probabilities ?? effect.Outputs;

    private SamplePrediction Prediction(MaskingEffect effect)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        double[]? probabilities = model.PredictsNumber ? null : PredictionTask.Of(model).Probabilities(model, torch.tensor(effect.Outputs)).data<double>().ToArray();
        return new SamplePrediction(0, effect.Outputs, probabilities, effect.Weights);
    }
}
