using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Experiments.Inputs;
using I2MoE.Dsl.Experiments.Results;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Interpretation.PartialInformation;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Training;
using I2MoE.Dsl.Writing;
using Spectre.Console;

namespace I2MoE.Dsl.Experiments.Commands;

/// <summary><c>interactions</c>: which interactions there are in the data, before anything is trained.</summary>
internal sealed class InteractionsCommand(ExperimentSelection selection)
    : ExperimentCommand(selection, "interactions", "Estimates which interactions there are in the training and validation part of the data, without a model: what is unique to modalities, what they share, and what they tell only together.")
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    private readonly Option<string?> _out = new("--out")
    {
        Description = "A file for the numbers, as JSON.",
        HelpName = "FILE",
    };

    /// <inheritdoc/>
    public override IReadOnlyList<(string Options, string Purpose)> Examples =>
    [
        ("", "every pair of modalities, and each against the others"),
        ("--out interactions.json", "with the numbers in a file"),
    ];

    /// <inheritdoc/>
    public override async Task RunAsync(ParseResult arguments, ProgramConsole console, CancellationToken cancellationToken)
    {
        OutputFile.Require(_out.Name, arguments.GetValue(_out), "\"interactions\"");
        ExperimentDefinition definition = Selection.Select(arguments);
        var experiment = ResolvedExperiment.Of(definition, Overrides(arguments, definition.Yaml));
        using MultimodalModel model = experiment.CreateModel(seed: 0, isBaseline: false);
        if (model.Description.Task == TaskKind.Survival)
        {
            throw new ExperimentException($"interactions: {model.Description.Name} predicts the time to an event, which is not known of samples that left before it, so that their information cannot be counted. What the experts know is in 'explain' of a run.");
        }

        var section = new ExperimentData(experiment, model.Description);
        using MultimodalDataset data = await section.ReadAsync(fitted: null, labelsAreOptional: false, cancellationToken).ConfigureAwait(false);
        DatasetFit.CheckLabels(model.Description, data, "whole");
        ExperimentSplits splits = await section.SplitAsync(data, cancellationToken).ConfigureAwait(false);
        using MultimodalDataset seen = data.Subset([.. splits.Train.Concat(splits.Validation).Order()]);
        IReadOnlyList<DataInteraction> found = InteractionsInData.Of(model.Description, seen);
        int samples = Math.Min(seen.Count, InteractionsInData.MostSamples);
        console.Show(
            string.Create(CultureInfo.InvariantCulture, $"Interactions in the data, in bits, of {samples} samples of the training and validation part ({found[0].Method})"),
            TableOf(found));
        console.Line("Clusters and lines see what is large or straight in the features: an interaction that is missing here may still be there. 'nothing known': no more than shuffled labels give.");
        if (arguments.GetValue(_out) is { } file)
        {
            RunFolder.Write(file, new JsonObject { ["samples"] = samples, ["interactions"] = new JsonArray([.. found.Select(Json)]) }.ToJsonString(s_indented));
            console.Line($"Written to {WorkingFolder.Full(file)}");
        }
    }

    /// <inheritdoc/>
    protected override void AddOptions(Command command)
    {
        base.AddOptions(command);
        AddData(command);
        command.Options.Add(_out);
    }

    private static Table TableOf(IReadOnlyList<DataInteraction> found)
    {
        Table table = ResultTables.New("first", "second", "known", "by luck", "unique to the first", "unique to the second", "only together", "shared");
        foreach (DataInteraction pair in found)
        {
            string Part(double bits) => pair.IsKnown ? string.Create(CultureInfo.InvariantCulture, $"{bits:0.000} ({bits / pair.Parts.Total:P0})") : "-";
            table.AddRow(
                CellText.Of(pair.First),
                CellText.Of(pair.Second),
                pair.IsKnown ? pair.Parts.Total.ToString("0.000", CultureInfo.InvariantCulture) : "nothing known",
                pair.Luck.ToString("0.000", CultureInfo.InvariantCulture),
                Part(pair.Parts.UniqueFirst),
                Part(pair.Parts.UniqueSecond),
                Part(pair.Parts.Synergy),
                Part(pair.Parts.Redundancy));
        }

        return table;
    }

    private static JsonNode Json(DataInteraction pair) => new JsonObject
    {
        ["first"] = pair.First,
        ["second"] = pair.Second,
        ["method"] = pair.Method,
        ["known"] = pair.IsKnown,
        ["bits"] = JsonNumber.Of(pair.Parts.Total),
        ["by_luck"] = JsonNumber.Of(pair.Luck),
        ["unique_first"] = JsonNumber.Of(pair.Parts.UniqueFirst),
        ["unique_second"] = JsonNumber.Of(pair.Parts.UniqueSecond),
        ["synergy"] = JsonNumber.Of(pair.Parts.Synergy),
        ["redundancy"] = JsonNumber.Of(pair.Parts.Redundancy),
    };
}
