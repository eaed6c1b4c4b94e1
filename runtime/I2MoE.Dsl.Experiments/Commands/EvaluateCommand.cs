using System.CommandLine;
using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Experiments.Inputs;
using I2MoE.Dsl.Experiments.Results;
using I2MoE.Dsl.Experiments.Runs;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Interpretation.Uncertainty;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Experiments.Commands;

/// <summary><c>evaluate</c>: the metrics of a run.</summary>
internal sealed class EvaluateCommand(ExperimentSelection selection)
    : RunCommand(selection, "evaluate", "Prints the metrics of a finished run on a part of its data, or on other data with labels.")
{
    private readonly Option<string?> _out = new("--out") { Description = "A file for the metrics as JSON.", HelpName = "FILE" };

    private readonly Option<string?> _alpha = AlphaOption.Create("The probability with which sets of classes, labels or numbers may miss the truth. Default: 0.1.");

    /// <inheritdoc/>
    public override IReadOnlyList<(string Options, string Purpose)> Examples =>
    [
        ("", "the last run on its test part"),
        ("--run runs/NAME/seed-1 --split validation", "another run, another part"),
        ("--data other.npz", "the last run on all samples of another file"),
        ("--alpha 0.05", "with sets that hold the truth in 95 of 100 cases"),
        ("--baseline", "the last run of the vanilla baseline"),
    ];

    /// <inheritdoc/>
    public override async Task RunAsync(ParseResult arguments, ProgramConsole console, CancellationToken cancellationToken)
    {
        (DataPart part, string name) = Part(arguments);
        double alpha = AlphaOption.Of(arguments.GetValue(_alpha)) ?? AlphaOption.Default;
        OutputFile.Require(_out.Name, arguments.GetValue(_out), "  \"experiment\": ");
        using TrainedRun run = Open(arguments, console);
        (MultimodalDataset data, ExperimentSplits splits) = await RunData.ReadAsync(run, labelsAreOptional: false, !HasOtherData(arguments), console.Warn, cancellationToken).ConfigureAwait(false);
        using MultimodalDataset all = data;
        using MultimodalDataset samples = all.Subset(splits.Of(part));
        EvaluationResult result = Evaluator.Evaluate(run.Model, samples, cancellationToken);
        console.Line($"Run {run.Folder.Path} ({run.Record.Model}, seed {run.Record.Seed.ToString(CultureInfo.InvariantCulture)})");
        console.Show(string.Create(CultureInfo.InvariantCulture, $"{Title(part, name)}, {samples.Count} samples"), ResultTables.Metrics(result));
        if (result.MeanWeights.Count > 0)
        {
            console.Show("Mean weight of each expert", ResultTables.MeanWeights([result]));
        }

        IReadOnlyList<PresenceResult> byPresence = PresenceResult.Of(run.Model, samples, cancellationToken);
        if (byPresence.Count > 0)
        {
            console.Show("By the modalities that samples lack", ResultTables.Presence(byPresence));
        }

        PredictionUncertainty? uncertainty = null;
        if ((part == DataPart.Test || HasOtherData(arguments)) && RunCalibration.Of(run, all, splits, cancellationToken) is { } calibration)
        {
            uncertainty = PredictionUncertainty.Of(run.Model, calibration, samples, alpha, cancellationToken);
            UncertaintyTables.Show(console, uncertainty);
        }

        if (arguments.GetValue(_out) is { } file)
        {
            RunFolder.Write(file, MetricsDocument.OfEvaluation(run.Record, run.Model, name, samples.Count, result, byPresence, uncertainty));
            console.Line($"Metrics written to {WorkingFolder.Full(file)}");
        }
    }

    /// <inheritdoc/>
    protected override void AddOptions(Command command)
    {
        base.AddOptions(command);
        command.Options.Add(_out);
        command.Options.Add(_alpha);
    }

    private static string Title(DataPart part, string name) => part == DataPart.All ? $"All samples ({name})" : $"{char.ToUpperInvariant(name[0])}{name[1..]} part";
}
