using System.Diagnostics;
using System.Globalization;
using I2MoE.Dsl.Baselines;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Experiments.Inputs;
using I2MoE.Dsl.Experiments.Results;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Experiments.Tracking;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.SelfTest;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Training;
using I2MoE.Dsl.Training.Stopping;
using Microsoft.Extensions.Logging;

namespace I2MoE.Dsl.Experiments.Runs;

/// <summary>One training with its folder, whose files agree with each other at every moment: what is in <c>run.json</c> says what else there is.</summary>
internal sealed class TrainingRun : IDisposable
{
    private readonly RunFolder _folder;
    private readonly RunLock _lock;
    private readonly ResolvedExperiment _experiment;
    private readonly Trainer<MultimodalModel> _trainer;
    private readonly bool _isQuiet;
    private readonly bool _resumes;
    private readonly Stopwatch _clock = new();
    private RunRecord _record;
    private RunTracking? _tracking;
    private Action? _begin;
    private bool _isBegun;

    private TrainingRun(RunFolder folder, RunLock taken, RunRecord record, ResolvedExperiment experiment, ILogger logger, bool isQuiet, bool resumes, IReadOnlyList<IStopRule>? trial = null)
    {
        _folder = folder;
        _lock = taken;
        _record = record;
        _experiment = experiment;
        _isQuiet = isQuiet;
        _resumes = resumes;
        _trainer = new Trainer<MultimodalModel>(
            seed => experiment.CreateModel(seed, record.Baseline),
            experiment.Training,
            new TrainerOptions
            {
                Seed = record.Seed,
                Device = record.Device,
                Logger = logger,
                Checkpoint = trial is null ? new CheckpointOptions { Folder = folder.CheckpointFolder, Resume = resumes } : null,
                StopRules = trial ?? [],
                Begun = () =>
                {
                    _begin?.Invoke();
                    _isBegun = true;
                },
            },
            ModelFootprint.Of(experiment.Specification, record.Baseline));
    }

    private ValidationMetric BestMetric => TrainingLoop.MetricOf(_trainer.Model, _trainer.Options);

    // What rare classes hardly count in; null where another metric was named.
    private string? UnweightedMetric => BestMetric switch
    {
        ValidationMetric.Score or ValidationMetric.Accuracy or ValidationMetric.MicroF1 => "accuracy",
        ValidationMetric.Auto or ValidationMetric.Loss or ValidationMetric.LogLoss => "the loss without weights",
        _ => null,
    };

    /// <summary>Whether anything was trained, so that there is something to go on with.</summary>
    public bool IsBegun => _isBegun;

    /// <summary>A run from the beginning. Its folder is taken at once, before anything is read.</summary>
    /// <exception cref="ExperimentException">The folder is in use and is not to be replaced, is being trained in, or cannot be written.</exception>
    public static TrainingRun Start(RunFolder folder, RunRecord record, ResolvedExperiment experiment, ILogger logger, bool isQuiet, bool replaces, WarmStartOptions? from = null) => Take(folder, taken =>
    {
        if (folder.HasContent && !replaces && (folder.HasRun || !taken.FollowsKilled))
        {
            string what = folder.HasRun && folder.ReadRecord() is { } other
                ? FormattableString.Invariant($"has a run of {other.Experiment} ({other.Model}, seed {other.Seed}, {other.Status.ToString().ToLowerInvariant()}, {other.Started:yyyy-MM-dd HH:mm})")
                : "is not empty";
            throw new ExperimentException($"--out: {folder.Path} {what}. Choose another folder, replace it with --force, or go on with a stopped run with --resume.");
        }

        var run = new TrainingRun(folder, taken, record, experiment, logger, isQuiet, resumes: false);
        return from is null ? run : run.With(() => WarmStart.Take(run._trainer.Model, from.From, from.Parts));
    });

    /// <summary>A run as a trial of a sweep: it keeps no checkpoint, since it is trained again where it was stopped, and replaces what is in its folder.</summary>
    /// <exception cref="ExperimentException">The folder is being trained in, or cannot be written.</exception>
    public static TrainingRun StartTrial(RunFolder folder, RunRecord record, ResolvedExperiment experiment, ILogger logger, IReadOnlyList<IStopRule> stopRules) =>
        Take(folder, taken => new TrainingRun(folder, taken, record, experiment, logger, isQuiet: true, resumes: false, stopRules));

    /// <summary>A run that goes on where it was stopped.</summary>
    /// <exception cref="ExperimentException">There is no such run, it is finished or being trained, or it is another experiment.</exception>
    public static TrainingRun Resume(RunFolder folder, RunRecord record, ResolvedExperiment experiment, ILogger logger, bool isQuiet, bool takesFinished)
    {
        // Before the folder is taken, which would make it.
        folder.ReadRecord();
        return Take(folder, taken =>
        {
            RunRecord stopped = folder.ReadRecord();
            CheckSame(folder, stopped, record, experiment, takesFinished);
            var run = new TrainingRun(folder, taken, stopped with { Device = record.Device }, experiment, logger, isQuiet, resumes: true);

            // A checkpoint is known by the first step, which is that of the weights that were taken.
            return stopped.From is { } from ? run.With(() => WarmStart.Take(run._trainer.Model, from.Weights, from.Parts, from.Digest)) : run;
        });
    }

    /// <summary>Trains and evaluates.</summary>
    /// <param name="console">Where progress and results are written.</param>
    /// <param name="baselines">The simple baselines to compare with; null for none.</param>
    /// <param name="division">The division of the data in words; empty for that of the experiment.</param>
    /// <param name="cancellationToken">Stops after the current step; the run can be resumed.</param>
    /// <returns>What it brought.</returns>
    public async Task<RunResult> TrainAsync(ProgramConsole console, SplitBaselines? baselines, string division, CancellationToken cancellationToken)
    {
        var section = new ExperimentData(_experiment, _trainer.Model.Description);
        using DataSplits splits = await ReadAsync(section, cancellationToken).ConfigureAwait(false);
        console.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{_experiment.Name}, {_record.Model}, {(division.Length > 0 ? $"{division}, " : "")}seed {_record.Seed}: {splits.Train.Count} training, {splits.Validation.Count} validation, {splits.Test.Count} test samples ({section.Origin})"));
        foreach (string name in _record.From is null && !_resumes ? FrozenFresh() : [])
        {
            console.Warn($"The encoder of {name} is frozen, but begins as it was drawn, so that it never learns. Give the run that it comes from (--from RUN), or remove 'freeze'.");
        }

        foreach (string line in _record.From is { } from && !_resumes ? WarmStart.Lines(from, _trainer.Model) : [])
        {
            console.Line(line);
        }

        IEnumerable<string> warnings = DataWarnings.Of(_trainer.Model.Description, splits, _experiment.HasClassWeights ? UnweightedMetric : null);
        _record = _record with { Warnings = [.. warnings, .. BackendCheck.WarningFor(_trainer.Model) is { } backend ? [backend] : (string[])[]] };
        foreach (string warning in _record.Warnings)
        {
            console.Warn(warning);
        }

        if (!_record.Baseline && LinearFusionAdvice.Of(_experiment.Specification, splits.Train.Count) is { } advice)
        {
            console.Line(advice);
        }

        try
        {
            _tracking = new RunTracking(_trainer.Options, _folder, console.Warn);
            if (_resumes)
            {
                // Not before the checkpoint was accepted: a run that cannot go on stays as it is.
                _begin = () => Begin(section, splits);
            }
            else
            {
                Begin(section, splits);
            }

            FitResult fit = await FitAsync(splits, console, cancellationToken).ConfigureAwait(false);
            EvaluationResult test = _trainer.Evaluate(splits.Test, cancellationToken);
            InteractionFindings? findings = _trainer.Model is InteractionModel model
                ? InteractionFindings.Of(model, splits.Validation, splits.Test, seed: _record.Seed, cancellationToken: cancellationToken)
                : null;
            IReadOnlyList<BaselineResult> compared = baselines?.Of(division, _trainer.Model.Description, splits, cancellationToken) ?? [];
            Finish(fit, test, compared, findings, console);
            Print(console, fit, test, splits.Test.Count, findings);
            return new RunResult(test, splits.Test.Count / (double)splits.Train.Count, compared) { Findings = findings };
        }
        catch (Exception e)
        {
            Abandon(e is OperationCanceledException ? RunStatus.Cancelled : RunStatus.Failed);
            throw;
        }
    }

    /// <summary>Trains as a trial of a sweep, which is compared on the validation part; the test part stays closed.</summary>
    /// <param name="console">Where warnings are written.</param>
    /// <param name="cancellationToken">Stops after the current step.</param>
    public async Task<FitResult> TrainTrialAsync(ProgramConsole console, CancellationToken cancellationToken)
    {
        var section = new ExperimentData(_experiment, _trainer.Model.Description);
        using DataSplits splits = await ReadAsync(section, cancellationToken).ConfigureAwait(false);
        try
        {
            _tracking = new RunTracking(_trainer.Options, _folder, console.Warn);
            Begin(section, splits);
            FitResult fit = await FitAsync(splits, console, cancellationToken).ConfigureAwait(false);
            Finish(fit, test: null, [], findings: null, console);
            return fit;
        }
        catch (Exception e)
        {
            Abandon(e is OperationCanceledException ? RunStatus.Cancelled : RunStatus.Failed);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _tracking?.Dispose();
        _trainer.Dispose();
        _lock.Dispose();
    }

    private IEnumerable<string> FrozenFresh() => _trainer.Model.Description.Modalities
        .Where(modality => modality.IsFrozen && _trainer.Model.named_parameters().Any(named => named.name.StartsWith($"encoders.{modality.Name}.", StringComparison.Ordinal)))
        .Select(modality => modality.Name);

    private TrainingRun With(Func<WarmStartRecord> take)
    {
        try
        {
            _record = _record with { From = take() };
            return this;
        }
        catch
        {
            // The folder is given back by who took it.
            _trainer.Dispose();
            throw;
        }
    }

    private static TrainingRun Take(RunFolder folder, Func<RunLock, TrainingRun> create)
    {
        RunLock taken = RunLock.Take(folder);
        try
        {
            return create(taken);
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    private static void CheckSame(RunFolder folder, RunRecord stopped, RunRecord record, ResolvedExperiment experiment, bool takesFinished)
    {
        if (stopped.Experiment != record.Experiment || stopped.Baseline != record.Baseline || stopped.Seed != record.Seed)
        {
            throw new ExperimentException(FormattableString.Invariant(
                $"The run in {folder.Path} is {stopped.Experiment}, {stopped.Model}, seed {stopped.Seed}; to resume it, name the same (here: {record.Experiment}, {record.Model}, seed {record.Seed})."));
        }

        ResolvedExperiment before = experiment.AsRecorded(folder.ExperimentFile, folder.ReadExperiment()).WithStatedPaths(stopped.Paths, (_, _) => true);
        if (before.YamlWithoutEpochs != experiment.YamlWithoutEpochs)
        {
            throw new ExperimentException($"The experiment has changed since the run in {folder.Path} was stopped; compare {folder.ExperimentFile} with what 'show' prints. Only training.epochs may differ: name the same --set and --data, or train anew without --resume.");
        }

        if (stopped.Status == RunStatus.Finished && before.Training.Epochs >= experiment.Training.Epochs && !takesFinished)
        {
            throw new ExperimentException(FormattableString.Invariant(
                $"The run in {folder.Path} is finished after {before.Training.Epochs} epochs; there is nothing to resume. For more epochs: --set training.epochs={2 * before.Training.Epochs}"));
        }
    }

    private async Task<DataSplits> ReadAsync(ExperimentData section, CancellationToken cancellationToken)
    {
        using MultimodalDataset data = await section.ReadAsync(fitted: null, labelsAreOptional: false, cancellationToken).ConfigureAwait(false);
        section.GiveNames(data);
        _record = _record with { Data = DataFingerprint.Of(data) };
        ExperimentSplits rows = await section.SplitAsync(data, cancellationToken).ConfigureAwait(false);
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
        }
        catch
        {
            splits.Dispose();
            throw;
        }

        return splits;
    }

    private Task<FitResult> FitAsync(DataSplits splits, ProgramConsole console, CancellationToken cancellationToken)
    {
        var history = new RunHistory(_folder, _tracking);
        if (_isQuiet)
        {
            return _trainer.FitAsync(splits, history, cancellationToken);
        }

        var shown = new ConsoleProgress(FormattableString.Invariant($"{_experiment.Name}, {_record.Model}, seed {_record.Seed}"), console.Ansi);
        return shown.RunAsync(progress =>
        {
            _tracking!.Then = progress;
            return _trainer.FitAsync(splits, history, cancellationToken);
        });
    }

    private void Begin(ExperimentData section, DataSplits splits)
    {
        if (!_resumes)
        {
            _folder.Clear();
        }

        _folder.RemoveLeftovers();
        DataSpecification data = section.WithFullPaths();
        RunFolder.Write(_folder.ExperimentFile, _experiment.YamlWith(data));
        _folder.WritePreprocessing(new Preprocessing
        {
            ClassNames = splits.Train.ClassNames,
            FeatureNames = section.IsTable ? splits.Train.FeatureNames : new Dictionary<string, IReadOnlyList<string>>(),
            Standardiser = splits.Standardiser,
        });
        _record = RunFiles.With(_record, _folder.PreprocessingFile) with
        {
            Status = RunStatus.Running,
            Ended = null,
            Paths = DataPaths.Of(_experiment.Specification.Data!),
            Machine = RunMachine.Of(_trainer.Device),
            Commit = SourceCommit.Of(_record.File is { } file && Path.GetDirectoryName(Path.GetFullPath(file, _folder.Path)) is { } source && Directory.Exists(source) ? source : Directory.GetCurrentDirectory()),
        };
        _folder.WriteRecord(_record);
        _clock.Restart();
        if (_tracking!.Begin(_record, [.. ExperimentValues.Of(_experiment.YamlWith(data))]) is var tracked && tracked != _record)
        {
            _record = tracked;
            _folder.WriteRecord(_record);
        }
    }

    private void Finish(FitResult fit, EvaluationResult? test, IReadOnlyList<BaselineResult> baselines, InteractionFindings? findings, ProgramConsole console)
    {
        RunHistory.Write(_folder, fit.Epochs);
        if (test is not null && RunCurves.Draw(_folder, _trainer.Model.Description.Experts, BestMetric == ValidationMetric.Auto ? ValidationMetric.Loss.InWords() : fit.Best.Validation.Chosen(BestMetric).Name) is { } problem)
        {
            console.Warn(problem);
        }

        _trainer.Model.Save(_folder.WeightsFile);
        _record = RunFiles.With(_record, _folder.WeightsFile);
        RunFolder.Write(_folder.MetricsFile, MetricsDocument.OfTraining(_record, _trainer.Model, fit, test, baselines, findings));
        End(RunStatus.Finished);
        _tracking!.End(RunStatus.Finished, test?.Metrics.Values ?? [], fit.Best.Epoch);
    }

    // What happened must be told, whatever happens here: the disk may be full.
    private void Abandon(RunStatus status)
    {
        try
        {
            if (_isBegun)
            {
                End(status);
                _tracking?.End(status, [], 0);
            }
            else if (!_resumes)
            {
                // Nothing was trained: the same command is to work again.
                _folder.Clear();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    private void End(RunStatus status)
    {
        _record = _record with { Status = status, Ended = DateTimeOffset.Now, Seconds = Math.Round((_record.Seconds ?? 0) + _clock.Elapsed.TotalSeconds, 3) };
        _folder.WriteRecord(_record);
    }

    private void Print(ProgramConsole console, FitResult fit, EvaluationResult test, int samples, InteractionFindings? findings)
    {
        string score = fit.Best.Validation.Told(BestMetric);
        console.Line(string.Create(CultureInfo.InvariantCulture, $"Best epoch: {fit.Best.Epoch} of {fit.Epochs.Count}, validation {score}{(fit.ResumedEpochs > 0 ? $" (resumed after epoch {fit.ResumedEpochs})" : "")}"));
        if (fit.StopReason is { } reason)
        {
            console.Line(string.Create(CultureInfo.InvariantCulture, $"Stopped after epoch {fit.Epochs.Count}: {reason}"));
        }

        console.Show(string.Create(CultureInfo.InvariantCulture, $"Test part, {samples} samples"), ResultTables.Metrics(test));
        if (findings is not null)
        {
            FindingLines.Write(console, findings, "test part");
        }

        console.Line($"Run kept in {_folder.Path}");
    }
}
