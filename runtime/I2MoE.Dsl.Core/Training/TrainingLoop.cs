using System.Diagnostics;
using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Training.Schedules;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TorchSharp;

namespace I2MoE.Dsl.Training;

/// <summary>One training run: epochs of steps, validation after each, the best epoch kept.</summary>
internal sealed partial class TrainingLoop : IDisposable
{
    private readonly MultimodalModel _model;
    private readonly TrainingOptions _options;
    private readonly TrainerOptions _run;
    private readonly torch.Device _device;
    private readonly TrainingSeams _seams;
    private readonly TrainingState _state;
    private readonly BestEpochFiles? _bestFiles;
    private readonly ValidationMetric _best;
    private readonly StepGuard _guard;
    private readonly TrainingSteps _steps;
    private readonly TrainingRanks? _ranks;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _lastWrite;

    public TrainingLoop(MultimodalModel model, TrainingOptions options, TrainerOptions run, torch.Device device)
    {
        _model = model;
        _options = options;
        _ranks = TrainingRanks.Of(run);
        _run = IsFirst ? run : run with { Logger = NullLogger.Instance };
        _device = device;
        _seams = TrainingSeams.Of(options, run);
        _best = MetricOf(model, options);
        _bestFiles = IsFirst ? BestEpochFiles.Of(options, run, _best) : null;
        _guard = new StepGuard(model, options, device);
        foreach (ITrainingObserver observer in _seams.Observers)
        {
            observer.Begin(model);
        }

        _state = new TrainingState(model, options, _seams.Observers);
        _steps = new TrainingSteps(_state, _guard, options, run.Seed, device, _ranks);
    }

    /// <summary>The metric that chooses the best epoch of a run.</summary>
    public static ValidationMetric MetricOf(MultimodalModel model, TrainingOptions options) =>
        options.BestMetric == ValidationMetric.Auto && model is InteractionModel { ExpertBank.LearnsFromEvidence: true } ? ValidationMetric.Score : options.BestMetric;

    private bool WeightsAreMeasured => _model is InteractionModel { ExpertBank.WeightsAreMeasured: true };

    // Whether this process logs and writes files.
    private bool IsFirst => _ranks is null or { IsFirst: true };

    // The time of the run, that before an interruption included.
    private TimeSpan Elapsed => _state.Spent + _clock.Elapsed;

    /// <summary>Runs to the end; the model then has the parameters of the best epoch.</summary>
    public FitResult Run(DataSplits data, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        CancellationToken fitting = cancellationToken;
        var reports = new ProgressReports(IsFirst ? progress : null, _options.Epochs, _best);
        if (_ranks is not null)
        {
            _ranks.Begin(IdentityOf(data), _model, data);
            _state.Begin();
            if (_ranks.RemarkOn(_options.BatchSize) is { } remark)
            {
                LogRemark(_run.Logger, remark);
            }

            // From here on they stop together, or not at all.
            fitting = CancellationToken.None;
        }

        _steps.Prepare(data);
        CheckpointFile? checkpoint = OpenCheckpoint(data);
        _guard.Skipped = _state.SkippedSteps;
        int resumed = _state.Epochs.Count;
        _run.Begun?.Invoke();
        string? stopReason = null;
        for (int epoch = resumed + 1; epoch <= _options.Epochs && (stopReason = StopReason()) is null; epoch++)
        {
            if (RunEpoch(epoch, data, checkpoint, reports, cancellationToken) is not { } result)
            {
                stopReason = TimeIsUp;
                break;
            }

            MetricValue score = result.Validation.Chosen(_best);
            LogEpoch(_run.Logger, epoch, _options.Epochs, result.Losses[0].Value, score.Name, score.Value);
            Write(checkpoint);
        }

        _state.ReturnToBest();
        if (WeightsAreMeasured)
        {
            MeasuredWeights.Fit((InteractionModel)_model, data.Train, data.Validation, _run.Seed, fitting);
        }

        // With measured weights the experts say no more than their interactions hold, and what they say together is not sure enough.
        if ((_options.CalibrateTemperature || WeightsAreMeasured) && !_model.Description.PredictsNumber)
        {
            _model.OutputTemperature = TemperatureFit.Of(_model, data.Validation, fitting);
        }

        if (_options.ThresholdMetric != ThresholdMetric.None && ThresholdFit.Fits(_model.Description))
        {
            _model.Thresholds = ThresholdFit.Of(_model, _options.ThresholdMetric, data.Validation, fitting);
        }

        return new FitResult(_state.Epochs, _state.Best!, Elapsed) { ResumedEpochs = resumed, StopReason = stopReason, SkippedSteps = _guard.Skipped, Temperature = _model.OutputTemperature, Thresholds = _model.Thresholds };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _state.Dispose();
        _seams.Dispose();
        _ranks?.Dispose();
    }

    private string? StopReason()
    {
        string? own = _seams.StopReason(_state.Epochs, Elapsed);
        return _ranks is null ? own : _ranks.Agree(own);
    }

    private OrderedDictionary<string, string> IdentityOf(DataSplits data) => RunIdentity.Of(_model.Description, _model is VanillaModel, _options, _run, data);

    private CheckpointFile? OpenCheckpoint(DataSplits data)
    {
        if (_run.Checkpoint is not { } options)
        {
            return null;
        }

        var checkpoint = new CheckpointFile(options, IdentityOf(data), _device);
        if (IsFirst)
        {
            checkpoint.Prepare(_state);
        }

        if (options.Resume && (_ranks?.Agree(checkpoint.Exists, options.Folder) ?? checkpoint.Exists))
        {
            CheckpointRemarks remarks = checkpoint.Read(_state, _options.Epochs, () => _steps.First(data.Train));
            if (remarks.Places is { } places)
            {
                LogOtherPlace(_run.Logger, places.Before, places.Now);
            }

            if (!remarks.HasDigest)
            {
                LogNoDigest(_run.Logger);
            }

            LogResume(_run.Logger, _state.Epochs.Count);
        }

        return checkpoint;
    }

    // Null where the time was up before its end.
    private EpochResult? RunEpoch(int epoch, DataSplits data, CheckpointFile? checkpoint, ProgressReports reports, CancellationToken cancellationToken)
    {
        TimeSpan start = Elapsed;
        using var meter = new LossMeter();
        _ranks?.Equalise(_model);
        IReadOnlyList<long[]> batches = _steps.Batches(data.Train, epoch);
        int steps = (batches.Count + _options.Accumulation - 1) / _options.Accumulation;
        if (_state.Partial is { } begun)
        {
            meter.Restore(begun, _device);
        }

        for (int step = _state.Partial?.Steps ?? 0; step < steps; step++)
        {
            (bool isCancelled, bool isTimeUp) = _ranks?.Agree(cancellationToken.IsCancellationRequested, IsTimeUp) ?? (cancellationToken.IsCancellationRequested, IsTimeUp);
            if (isTimeUp)
            {
                KeepWithin(checkpoint, meter, step);
                return null;
            }

            if (isCancelled)
            {
                KeepWithin(_options.CheckpointEvery > 0 ? checkpoint : null, meter, step);
                if (_ranks is null)
                {
                    throw new OperationCanceledException(cancellationToken);
                }

                // Whoever leaves first ends the others, and rank 0 may be writing still.
                _ranks.Wait();
                throw new RanksStoppedException(cancellationToken);
            }

            long before = ((long)(epoch - 1) * steps) + step;
            _state.Optimizer.LearningRateFactor = _seams.Schedule.Factor(new SchedulePoint(before, steps, _options.Epochs, _state.Validations));
            bool isMade = _steps.Make(data.Train, batches, epoch, step, meter);
            foreach (ITrainingObserver observer in isMade ? _seams.Observers : [])
            {
                observer.Stepped(_model, before + 1);
            }

            if (_options.CheckpointEvery > 0 && step + 1 < steps && (Elapsed - _lastWrite).TotalSeconds >= _options.CheckpointEvery)
            {
                KeepWithin(checkpoint, meter, step + 1);
            }

            if (reports.IsDue(Elapsed))
            {
                reports.Write((epoch, step + 1, steps), meter.Read(), completed: null, Elapsed);
            }
        }

        IReadOnlyList<LossValue> losses = meter.Read();
        LossChecks.CheckEpoch(losses, epoch, _options);
        EpochResult result = Validate(epoch, data.Validation, losses, start, cancellationToken);
        reports.Write((epoch, steps, steps), losses, result, Elapsed);
        return result;
    }

    private string TimeIsUp => string.Create(CultureInfo.InvariantCulture, $"the time limit of {TimeSpan.FromSeconds(_options.TimeLimit):g} was reached");

    // One epoch is finished in any case, so that there is a best one.
    private bool IsTimeUp => _options.TimeLimit > 0 && _state.Epochs.Count > 0 && Elapsed.TotalSeconds >= _options.TimeLimit;

    // Reading the losses waits for the device, which happens only where something is written.
    private void KeepWithin(CheckpointFile? checkpoint, LossMeter meter, int steps)
    {
        if (checkpoint is not null && steps > 0 && IsFirst)
        {
            _state.Partial = meter.Keep(steps);
            Write(checkpoint);
        }
    }

    private void Write(CheckpointFile? checkpoint)
    {
        _state.Spent += _clock.Elapsed;
        _state.SkippedSteps = _guard.Skipped;
        _clock.Restart();
        if (checkpoint is not null && IsFirst)
        {
            checkpoint.Write(_state);
            _lastWrite = Elapsed;
        }
    }

    private EpochResult Validate(int epoch, MultimodalDataset data, IReadOnlyList<LossValue> losses, TimeSpan start, CancellationToken cancellationToken)
    {
        foreach (ITrainingObserver observer in _seams.Observers)
        {
            observer.Validating(_model, epoch);
        }

        TaskMetrics validation = _ranks is null ? Evaluator.Evaluate(_model, data, cancellationToken).Metrics : Evaluator.Validate(_model, data, _ranks);
        var result = new EpochResult(epoch, losses, validation, IsBest(validation, _state.Best?.Validation), Elapsed - start);
        _state.Complete(result);
        _bestFiles?.Keep(_model, _state.Epochs);
        foreach (ITrainingObserver observer in _seams.Observers)
        {
            observer.Validated(_model, result);
        }

        return result;
    }

    // With the objective Evidence the weights learn after the experts, when the score may rise no more: of equal epochs the last is best.
    private bool IsBest(TaskMetrics validation, TaskMetrics? before) =>
        _model is InteractionModel { ExpertBank.LearnsFromEvidence: true } ? validation.ScoresAtLeast(before, _best) : validation.IsBetterThan(before, _best);

    [LoggerMessage(Level = LogLevel.Information, Message = "Epoch {Epoch} of {Epochs}: loss {Loss}, validation {ScoreName} {Score}")]
    private static partial void LogEpoch(ILogger logger, int epoch, int epochs, double loss, string scoreName, double score);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Remark}")]
    private static partial void LogRemark(ILogger logger, string remark);

    [LoggerMessage(Level = LogLevel.Information, Message = "Resumed after epoch {Epoch}")]
    private static partial void LogResume(ILogger logger, int epoch);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The checkpoint was computed on {Before}, and this run is on {Now}: sums may be rounded differently, so that the result may not be bit for bit that of one run")]
    private static partial void LogOtherPlace(ILogger logger, string before, string now);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The checkpoint was written by an earlier version, without a digest: damage to it would not be seen. The next epoch's has one")]
    private static partial void LogNoDigest(ILogger logger);
}
