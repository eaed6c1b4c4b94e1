using I2MoE.Dsl.Baselines;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Distributed;
using I2MoE.Dsl.Experiments.Inputs;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Interpretation.Uncertainty;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Training;
using I2MoE.Dsl.Training.Stopping;
using Microsoft.Extensions.Logging;

namespace I2MoE.Dsl.Experiments.Runs;

/// <summary>One training in its folder: reads the data, trains, evaluates.</summary>
internal sealed class TrainingRun : IDisposable
{
    private readonly RunKeeper _kept;
    private readonly RunLock? _lock;
    private readonly ResolvedExperiment _experiment;
    private readonly Trainer<MultimodalModel> _trainer;
    private readonly bool _isQuiet;
    private Action? _begin;

    /// <summary>A run in a folder that was taken for it (<see cref="RunOpening"/>).</summary>
    /// <param name="kept">Its folder.</param>
    /// <param name="taken">That nobody else trains there; null where another rank has taken it.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="logger">Where the trainer logs.</param>
    /// <param name="isQuiet">Whether no progress is shown.</param>
    /// <param name="trial">What may end it as a trial of a sweep, which keeps no checkpoint; null for a run of its own.</param>
    /// <param name="ranks">The processes that train it together; null for this one alone.</param>
    public TrainingRun(
        RunKeeper kept, RunLock? taken, ResolvedExperiment experiment, ILogger logger, bool isQuiet, IReadOnlyList<IStopRule>? trial = null, IProcessGroup? ranks = null)
    {
        _kept = kept;
        _lock = taken;
        _experiment = experiment;
        _isQuiet = isQuiet;
        bool isBaseline = kept.Record.Baseline;
        _trainer = new Trainer<MultimodalModel>(
            seed => experiment.CreateModel(seed, isBaseline),
            experiment.Training,
            new TrainerOptions
            {
                Seed = kept.Record.Seed,
                Device = kept.Record.Device,
                Logger = logger,
                ProcessGroup = ranks,
                Checkpoint = trial is null ? new CheckpointOptions { Folder = kept.Folder.CheckpointFolder, Resume = kept.Resumes } : null,
                StopRules = [.. taken is null ? (IReadOnlyList<IStopRule>)[] : [new LostFolderRule(kept.Folder, taken)], .. trial ?? []],
                Begun = () =>
                {
                    _begin?.Invoke();
                    kept.IsBegun = true;
                },
            },
            ModelFootprint.Of(experiment.Specification, isBaseline));
    }

    /// <summary>Whether anything was trained, so that there is something to go on with.</summary>
    public bool IsBegun => _kept.IsBegun;

    /// <summary>Begins with weights of another run.</summary>
    /// <param name="take">Gives them to the model, and says what was taken.</param>
    public void BeginFrom(Func<MultimodalModel, WarmStartRecord> take) => _kept.Record = _kept.Record with { From = take(_trainer.Model) };

    /// <summary>Trains and evaluates.</summary>
    /// <param name="console">Where progress and results are written.</param>
    /// <param name="baselines">The simple baselines to compare with; null for none.</param>
    /// <param name="division">The division of the data in words; empty for that of the experiment.</param>
    /// <param name="cancellationToken">Stops after the current step; the run can be resumed.</param>
    /// <returns>What it brought; null where another rank evaluates it.</returns>
    public async Task<RunResult?> TrainAsync(ProgramConsole console, SplitBaselines? baselines, string division, CancellationToken cancellationToken)
    {
        var section = new ExperimentData(_experiment, _trainer.Model.Description);
        using DataSplits splits = await ReadAsync(section, cancellationToken).ConfigureAwait(false);
        var notes = new RunNotes(console, _experiment, _trainer.Model, TrainingLoop.MetricOf(_trainer.Model, _trainer.Options));
        notes.Begin(_kept, section, splits, division);
        _kept.Record = _kept.Record with { Warnings = notes.Warn(section, splits, _kept.Record.Baseline) };
        try
        {
            FitResult fit = await FitAsync(section, splits, console, cancellationToken).ConfigureAwait(false);
            if (_kept.Follows)
            {
                return null;
            }

            EvaluationResult test = _trainer.Evaluate(splits.Test, cancellationToken);
            InteractionFindings? findings = _trainer.Model is InteractionModel model
                ? InteractionFindings.Of(model, splits.Validation, splits.Test, seed: _kept.Record.Seed, cancellationToken: cancellationToken)
                : null;
            IReadOnlyList<BaselineResult> compared = baselines?.Of(division, _trainer.Model.Description, splits, cancellationToken) ?? [];
            var calibration = ConformalCalibration.Of(_trainer.Model, splits.Validation, cancellationToken);
            var uncertainty = PredictionUncertainty.Of(_trainer.Model, calibration, splits.Test, cancellationToken: cancellationToken);
            _kept.Finish(_trainer.Model, fit, test, compared, findings, (calibration, uncertainty), () => notes.DrawCurves(_kept.Folder, fit));
            notes.End(_kept.Folder, fit, test, splits.Test.Count, findings, uncertainty, splits.Train.ClassNames);
            return new RunResult(test, splits.Test.Count / (double)splits.Train.Count, compared) { Findings = findings };
        }
        catch (Exception e)
        {
            Abandon(e);
            throw;
        }
    }

    /// <summary>Trains as a trial of a sweep, which is compared on the validation part; the test part stays closed.</summary>
    /// <param name="console">Where warnings are written.</param>
    /// <param name="other">The run of another trial, and the fingerprint of its data, which is the same unless they have changed since; null for none.</param>
    /// <param name="cancellationToken">Stops after the current step.</param>
    /// <exception cref="ChangedDataException">The other has other data.</exception>
    public async Task<FitResult> TrainTrialAsync(ProgramConsole console, (RunFolder Run, string Data)? other, CancellationToken cancellationToken)
    {
        var section = new ExperimentData(_experiment, _trainer.Model.Description);
        using DataSplits splits = await ReadAsync(section, cancellationToken).ConfigureAwait(false);
        if (other is not null && other.Value.Data != _kept.Record.Data)
        {
            throw new ChangedDataException($"The data have changed since the run in {other.Value.Run.Path}, and trials of other data cannot be compared. Put them back to go on, or sweep anew: with --force, or into another folder with --out.");
        }

        try
        {
            FitResult fit = await FitAsync(section, splits, console, cancellationToken).ConfigureAwait(false);
            _kept.Finish(_trainer.Model, fit, test: null, [], findings: null, reliance: null, drawCurves: null);
            return fit;
        }
        catch (Exception e)
        {
            Abandon(e);
            throw;
        }
    }

    /// <summary>Disposes of the model alone: the folder is given back by who took it.</summary>
    public void DisposeModel() => _trainer.Dispose();

    /// <inheritdoc/>
    public void Dispose()
    {
        _kept.Dispose();
        _trainer.Dispose();
        _lock?.Dispose();
    }

    private void Abandon(Exception reason)
    {
        if (_lock is { IsLost: false })
        {
            _kept.Abandon(reason is OperationCanceledException ? RunStatus.Cancelled : RunStatus.Failed);
        }
    }

    private async Task<DataSplits> ReadAsync(ExperimentData section, CancellationToken cancellationToken)
    {
        using MultimodalDataset data = await section.ReadAsync(fitted: null, labelsAreOptional: false, cancellationToken).ConfigureAwait(false);
        await section.GiveNamesAsync(data, cancellationToken).ConfigureAwait(false);
        string fingerprint = DataFingerprint.Of(data);
        if (_kept.Resumes && _kept.Record.Data is { } begun && begun != fingerprint)
        {
            throw new ExperimentException($"The data have changed since the run in {_kept.Folder.Path} began, and it goes on with those that it began with. Put them back, or train again without --resume.");
        }

        _kept.Record = _kept.Record with { Data = fingerprint };
        ExperimentSplits rows = await section.SplitAsync(data, cancellationToken).ConfigureAwait(false);
        section.FoldUnseenLevels(data, rows.Train);
        section.Texts.Learn(data, rows.Train);
        _kept.Record = _kept.Record with { HeldOut = DataFingerprint.OfHeldOut(data, rows) };
        DataSplits splits = rows.Divide(data);
        if (section.Standardise)
        {
            splits = splits.StandardiseInPlace(data);
        }

        try
        {
            // The trainer checks the other two before it begins.
            DatasetFit.Check(_trainer.Model.Description, splits.Train, "training");
            DatasetFit.Check(_trainer.Model.Description, splits.Validation, "validation");
            DatasetFit.Check(_trainer.Model.Description, splits.Test, "test");
            DatasetFit.CheckRounding(splits.Train);
            DatasetFit.CheckMetrics(_trainer.Model.Description, _trainer.Options, splits.Validation);
        }
        catch
        {
            splits.Dispose();
            throw;
        }

        return splits;
    }

    private async Task<FitResult> FitAsync(ExperimentData section, DataSplits splits, ProgramConsole console, CancellationToken cancellationToken)
    {
        _kept.Track(_trainer.Options, console.Warn);
        if (_kept.Resumes)
        {
            // Not before the checkpoint was accepted: a run that cannot go on stays as it is.
            _begin = () => _kept.Begin(section, splits, _trainer.Device);
        }
        else
        {
            _kept.Begin(section, splits, _trainer.Device);
        }

        var history = new RunHistory(_kept.Folder, _kept.Tracking);
        if (_isQuiet)
        {
            return await _trainer.FitAsync(splits, history, cancellationToken).ConfigureAwait(false);
        }

        var shown = new ConsoleProgress(FormattableString.Invariant($"{_experiment.Name}, {_kept.Record.Model}, seed {_kept.Record.Seed}"), console.Ansi);
        return await shown.RunAsync(progress =>
        {
            _kept.Tracking!.Then = progress;
            return _trainer.FitAsync(splits, history, cancellationToken);
        }).ConfigureAwait(false);
    }
}
