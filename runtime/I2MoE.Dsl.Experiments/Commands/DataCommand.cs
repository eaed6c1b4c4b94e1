using System.CommandLine;
using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Experiments.Inputs;
using I2MoE.Dsl.Experiments.Results;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Training;
using Spectre.Console;

namespace I2MoE.Dsl.Experiments.Commands;

/// <summary><c>data</c>: what is read of the data of an experiment.</summary>
internal sealed class DataCommand(ExperimentSelection selection)
    : ExperimentCommand(selection, "data", "Prints what is read of the data: samples by class and part, what is missing, ranges, and samples that are in two parts.")
{
    private readonly Option<string?> _html = new("--html") { Description = "A file for the same as an HTML page.", HelpName = "FILE" };

    /// <inheritdoc/>
    public override IReadOnlyList<(string Options, string Purpose)> Examples =>
    [
        ("", "what would be trained on"),
        ("--html data.html", "also as a page"),
        ("--set data.split.seed=1", "with another split"),
    ];

    /// <inheritdoc/>
    public override async Task RunAsync(ParseResult arguments, ProgramConsole console, CancellationToken cancellationToken)
    {
        OutputFile.Require(_html.Name, arguments.GetValue(_html), "<html");
        ExperimentDefinition definition = Selection.Select(arguments);
        var experiment = ResolvedExperiment.Of(definition, Overrides(arguments, definition.Yaml));
        using MultimodalModel model = experiment.CreateModel(seed: 0, isBaseline: false);
        var section = new ExperimentData(experiment, model.Description);
        using MultimodalDataset data = await section.ReadAsync(fitted: null, labelsAreOptional: false, cancellationToken).ConfigureAwait(false);
        DatasetFit.CheckLabels(model.Description, data, "whole");
        await section.GiveNamesAsync(data, cancellationToken).ConfigureAwait(false);
        ExperimentSplits splits = await section.SplitAsync(data, cancellationToken).ConfigureAwait(false);
        section.Texts.Learn(data, splits.Train);
        string about = string.Create(CultureInfo.InvariantCulture, $"{data.Count} samples ({section.Origin}): {splits.Train.Length} training, {splits.Validation.Length} validation, {splits.Test.Length} test");
        console.Line($"{experiment.Name}: {about}");
        using DataSplits parts = splits.Divide(data);
        string[] warnings = [.. section.JoinNotes, .. section.SplitWarning is { } similar ? [similar] : (string[])[], .. DataWarnings.Of(model.Description, parts, chosenBy: null)];
        foreach (string warning in warnings)
        {
            console.Warn(warning);
        }

        IReadOnlyList<DataTable> tables = new DataTables(model.Description, data, splits).Make();
        foreach (DataTable table in tables)
        {
            Table shown = ResultTables.New([.. table.Columns]);
            foreach (IReadOnlyList<string> row in table.Rows)
            {
                shown.AddRow([.. row.Select(CellText.Of)]);
            }

            console.Show(table.Title, shown);
        }

        if (arguments.GetValue(_html) is { } given)
        {
            string file = WorkingFolder.Full(given);
            await File.WriteAllTextAsync(file, DataPage.Of(experiment.Name, about, warnings, tables, experiment.Yaml), cancellationToken).ConfigureAwait(false);
            console.Line($"Page written to {file}");
        }
    }

    /// <inheritdoc/>
    protected override void AddOptions(Command command)
    {
        base.AddOptions(command);
        AddData(command);
        command.Options.Add(_html);
    }
}
