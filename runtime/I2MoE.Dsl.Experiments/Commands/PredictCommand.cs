using System.CommandLine;
using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Experiments.Inputs;
using I2MoE.Dsl.Experiments.Results;
using I2MoE.Dsl.Experiments.Runs;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Interpretation.Uncertainty;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Runs;

namespace I2MoE.Dsl.Experiments.Commands;

/// <summary><c>predict</c>: what a run says of every sample, as CSV.</summary>
internal sealed class PredictCommand(ExperimentSelection selection)
    : RunCommand(selection, "predict", "Writes a CSV file with prediction, probabilities and expert weights of every sample; the data need no labels.")
{
    private const string StandardOutput = "-";

    private readonly Option<string?> _out = new("--out")
    {
        Description = "The file; - for the output. Default: predictions-PART.csv in the folder of the run.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _alpha = AlphaOption.Create("Adds the set of classes or labels, or the interval, that holds the truth with probability 1 - A, for example 0.1.");

    private readonly Option<bool> _next = new("--next")
    {
        Description = "Adds which of the modalities that a sample lacks would tell most, as far as the training part of the run can say.",
    };

    /// <inheritdoc/>
    public override IReadOnlyList<(string Options, string Purpose)> Examples =>
    [
        ("", "the test part of the last run"),
        ("--data new.csv --out new-predictions.csv", "new samples, with or without labels"),
        ("--alpha 0.1", "with sets that hold the truth in nine of ten cases"),
        ("--data new.csv --next", "with the modality that would tell most of those that a sample lacks"),
        ("--split all --out -", "all samples, to the output"),
    ];

    /// <inheritdoc/>
    public override async Task RunAsync(ParseResult arguments, ProgramConsole console, CancellationToken cancellationToken)
    {
        (DataPart part, string name) = Part(arguments);
        double? alpha = AlphaOption.Of(arguments.GetValue(_alpha));
        OutputFile.Require(_out.Name, arguments.GetValue(_out), ",prediction");
        using TrainedRun run = Open(arguments, console);
        (MultimodalDataset data, ExperimentSplits splits) = await RunData.ReadAsync(run, HasOtherData(arguments), !HasOtherData(arguments), console.Warn, cancellationToken).ConfigureAwait(false);
        using MultimodalDataset all = data;
        IReadOnlyList<SamplePrediction> predictions = Predictions.Of(run.Model, all, splits.Of(part), cancellationToken);
        ConformalSets? sets = alpha is { } missed ? SetsOf(run, all, splits, missed, cancellationToken) : null;
        IReadOnlyDictionary<long, IReadOnlyList<NextModality>>? next = arguments.GetValue(_next) ? await NextOf(run, all, splits, splits.Of(part), HasOtherData(arguments), cancellationToken).ConfigureAwait(false) : null;
        string text = PredictionFile.Text(run.Model.Description, new OutputNames(run.Model.Description, run.Preprocessing.ClassNames), all, predictions, sets, next);
        string file = arguments.GetValue(_out) ?? run.Folder.File($"predictions-{name}.csv");
        if (file == StandardOutput)
        {
            console.Output.Write(text);
            return;
        }

        RunFolder.Write(file, text);
        if (MissingTable.Of(run.Model.Description, all, predictions, next) is { } table)
        {
            console.Show(MissingTable.Title, table);
            if (next is null && run.Model is InteractionModel)
            {
                console.Line("Which of them would tell most: --next");
            }
        }

        console.Line(string.Create(CultureInfo.InvariantCulture, $"{predictions.Count} predictions written to {WorkingFolder.Full(file)}"));
    }

    /// <inheritdoc/>
    protected override void AddOptions(Command command)
    {
        base.AddOptions(command);
        command.Options.Add(_out);
        command.Options.Add(_alpha);
        command.Options.Add(_next);
    }

    private async Task<IReadOnlyDictionary<long, IReadOnlyList<NextModality>>> NextOf(TrainedRun run, MultimodalDataset data, ExperimentSplits splits, long[] samples, bool areOther, CancellationToken cancellationToken)
    {
        if (run.Model is not InteractionModel model)
        {
            throw new ExperimentException($"{_next.Name}: the run in {run.Folder.Path} is the vanilla baseline, which does not know what samples lack. Name a run of the I2MoE model.");
        }

        try
        {
            using MultimodalDataset training = areOther ? await RunData.ReadTrainingAsync(run, cancellationToken).ConfigureAwait(false) : data.Subset(splits.Train);
            return NextModality.OfAll(model, training, data, samples, cancellationToken: cancellationToken);
        }
        catch (DatasetException e) when (areOther)
        {
            throw new ExperimentException($"{_next.Name} looks at the training part of the run, which cannot be read: {e.Message}");
        }
    }

    private static ConformalSets SetsOf(TrainedRun run, MultimodalDataset data, ExperimentSplits splits, double alpha, CancellationToken cancellationToken) =>
        RunCalibration.Of(run, data, splits, cancellationToken)?.At(alpha)
        ?? throw new ExperimentException($"--alpha: the run in {run.Folder.Path} has no {Path.GetFileName(run.Folder.CalibrationFile)}, from which sets for other data are made: it is not finished, or of an earlier version. Finish it ('train --resume') or train again.");
}
