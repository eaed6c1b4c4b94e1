using System.Diagnostics;
using System.Globalization;
using I2MoE.Dsl.Cpu;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Training.Schedules;
using Microsoft.Extensions.Logging;
using TorchSharp;

namespace I2MoE.Dsl.Training;

/// <summary>One training run: epochs of steps, validation after each, the best epoch kept.</summary>
internal sealed partial class TrainingLoop : IDisposable
{
    private static readonly TimeSpan s_reportInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_paceInterval = TimeSpan.FromSeconds(3);

    private readonly MultimodalModel _model;
    private readonly TrainingOptions _options;
    private readonly TrainerOptions _run;
    private readonly torch.Device _device;
    private readonly TrainingSeams _seams;
    private readonly TrainingState _state;
    private readonly BestEpochFiles? _bestFiles;
    private readonly ValidationMetric _best;
    private readonly StepGuard _guard;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _lastReport;
    private TimeSpan _lastWrite;
    private (TimeSpan Elapsed, double Done)? _paceFrom;

    public TrainingLoop(MultimodalModel model, TrainingOptions options, TrainerOptions run, torch.Device device)
    {
        _model = model;
        _options = options;
        _run = run;
        _device = device;
        _seams = TrainingSeams.Of(options, run);
        _best = MetricOf(model, options);
        _bestFiles = BestEpochFiles.Of(options, run, _best);
        _guard = new StepGuard(model, options, device);
        foreach (ITrainingObserver observer in _seams.Observers)
        {
            observer.Begin(model);
        }

        _state = new TrainingState(model, options, _seams.Observers);
    }

    /// <summary>The metric that chooses the best epoch of a run.</summary>
    public static ValidationMetric MetricOf(MultimodalModel model, TrainingOptions options) =>
        options.BestMetric == ValidationMetric.Auto && model is InteractionModel { ExpertBank.TaskLossTeachesExperts: false } ? ValidationMetric.Score : options.BestMetric;

    // The time of the run, that before an interruption included.
    private TimeSpan Elapsed => _state.Spent + _clock.Elapsed;

    /// <summary>Runs to the end; the model then has the parameters of the best epoch.</summary>
    public FitResult Run(DataSplits data, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        Prepare(data.Train);
        CheckpointFile? checkpoint = OpenCheckpoint(data);
        _guard.Skipped = _state.SkippedSteps;
        int resumed = _state.Epochs.Count;
        _run.Begun?.Invoke();
        string? stopReason = null;
        for (int epoch = resumed + 1; epoch <= _options.Epochs && (stopReason = _seams.StopReason(_state.Epochs, Elapsed)) is null; epoch++)
        {
            if (RunEpoch(epoch, data, checkpoint, progress, cancellationToken) is not { } result)
            {
                stopReason = TimeIsUp;
                break;
            }

            MetricValue score = result.Validation.Chosen(_best);
            LogEpoch(_run.Logger, epoch, _options.Epochs, result.Losses[0].Value, score.Name, score.Value);
            Write(checkpoint);
        }

        _state.ReturnToBest();
        if (_model is InteractionModel { ExpertBank.WeightsAreMeasured: true } measured)
        {
            MeasuredWeights.Fit(measured, data.Train, data.Validation, _run.Seed, cancellationToken);
        }

        return new FitResult(_state.Epochs, _state.Best!, Elapsed) { ResumedEpochs = resumed, StopReason = stopReason, SkippedSteps = _guard.Skipped };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _state.Dispose();
        _seams.Dispose();
    }

    private CheckpointFile? OpenCheckpoint(DataSplits data)
    {
        if (_run.Checkpoint is not { } options)
        {
            return null;
        }

        var checkpoint = new CheckpointFile(options, RunIdentity.Of(_model.Description, _model is VanillaModel, _options, _run, data), _device);
        checkpoint.Prepare(_state);
        if (options.Resume && checkpoint.Exists)
        {
            CheckpointRemarks remarks = checkpoint.Read(_state, _options.Epochs, () => FirstStep(data.Train));
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
    private EpochResult? RunEpoch(int epoch, DataSplits data, CheckpointFile? checkpoint, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        TimeSpan start = Elapsed;
        using var meter = new LossMeter();
        IReadOnlyList<long[]> batches = Batches(data.Train, epoch);
        int steps = (batches.Count + _options.Accumulation - 1) / _options.Accumulation;
        if (_state.Partial is { } begun)
        {
            meter.Restore(begun, _device);
        }

        for (int step = _state.Partial?.Steps ?? 0; step < steps; step++)
        {
            if (IsTimeUp)
            {
                KeepWithin(checkpoint, meter, step);
                return null;
            }

            if (cancellationToken.IsCancellationRequested)
            {
                KeepWithin(_options.CheckpointEvery > 0 ? checkpoint : null, meter, step);
                cancellationToken.ThrowIfCancellationRequested();
            }

            long before = ((long)(epoch - 1) * steps) + step;
            _state.Optimizer.LearningRateFactor = _seams.Schedule.Factor(new SchedulePoint(before, steps, _options.Epochs, _state.Validations));
            bool isMade = Step(data.Train, batches, epoch, step, meter);
            foreach (ITrainingObserver observer in isMade ? _seams.Observers : [])
            {
                observer.Stepped(_model, before + 1);
            }

            if (_options.CheckpointEvery > 0 && step + 1 < steps && (Elapsed - _lastWrite).TotalSeconds >= _options.CheckpointEvery)
            {
                KeepWithin(checkpoint, meter, step + 1);
            }

            if (Elapsed - _lastReport >= s_reportInterval)
            {
                Report(progress, epoch, step + 1, steps, meter.Read(), completed: null);
            }
        }

        IReadOnlyList<LossValue> losses = meter.Read();
        CheckFinite(losses, epoch);
        CheckAny(losses, epoch);
        EpochResult result = Validate(epoch, data.Validation, losses, start, cancellationToken);
        Report(progress, epoch, steps, steps, losses, result);
        return result;
    }

    private string TimeIsUp => string.Create(CultureInfo.InvariantCulture, $"the time limit of {TimeSpan.FromSeconds(_options.TimeLimit):g} was reached");

    // One epoch is finished in any case, so that there is a best one.
    private bool IsTimeUp => _options.TimeLimit > 0 && _state.Epochs.Count > 0 && Elapsed.TotalSeconds >= _options.TimeLimit;

    // Reading the losses waits for the device, which happens only where something is written.
    private void KeepWithin(CheckpointFile? checkpoint, LossMeter meter, int steps)
    {
        if (checkpoint is not null && steps > 0)
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
        if (checkpoint is not null)
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

        TaskMetrics validation = Evaluator.Evaluate(_model, data, cancellationToken).Metrics;
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
        _model is InteractionModel { ExpertBank.TaskLossTeachesExperts: false } ? validation.ScoresAtLeast(before, _best) : validation.IsBetterThan(before, _best);

    // A step of several batches goes along the mean of their gradients; the losses of each are counted. False where it was left out.
    private bool Step(MultimodalDataset data, IReadOnlyList<long[]> batches, int epoch, int step, LossMeter meter)
    {
        using DisposeScope whole = torch.NewDisposeScope();
        int first = step * _options.Accumulation;
        int last = Math.Min(batches.Count, first + _options.Accumulation);
        _state.Optimizer.ForgetGradients();
        for (int batch = first; batch < last; batch++)
        {
            if (batch + 1 < batches.Count)
            {
                data.Expect(batches[batch + 1]);
            }

            using DisposeScope scope = torch.NewDisposeScope();
            var random = new StepRandom(_run.Seed, epoch, batch);
            LossTerms losses = Losses(data, batches[batch], random);
            torch.Tensor values = losses.Values;
            if (epoch == 1 && batch == 0)
            {
                TakeFirstStep(losses.Names, values);
            }

            if (!_guard.Allows(losses, values, data, batches[batch], random, (epoch, step + 1)))
            {
                return false;
            }

            (last - first == 1 ? losses.Total : losses.Total / (last - first)).backward();
            BackwardProblem.Throw();
            meter.Add(losses.Names, values);
        }

        if (!_guard.AllowsGradients((epoch, step + 1)))
        {
            return false;
        }

        if (_options.GradientClipping > 0)
        {
            torch.nn.utils.clip_grad_norm_(_model.parameters().Where(parameter => parameter.grad is not null), _options.GradientClipping);
        }

        _state.Optimizer.step();
        return true;
    }

    private IReadOnlyList<long[]> Batches(MultimodalDataset data, int epoch) => (_options.Sampling == Sampling.Balanced
        ? new BatchSampler(RowsByClass(data.Labels), _options.BatchSize, _run.Seed)
        : new BatchSampler(data.Count, _options.BatchSize, _run.Seed)).Epoch(epoch);

    private static long[][] RowsByClass(torch.Tensor labels) =>
        [.. labels.data<long>().Select((label, row) => (label, row: (long)row)).GroupBy(sample => sample.label).OrderBy(rows => rows.Key).Select(rows => rows.Select(sample => sample.row).ToArray())];

    // What of the task loss follows from the options of training and from the labels of the training part.
    private void Prepare(MultimodalDataset data)
    {
        foreach (Objective objective in _model.modules().OfType<Objective>())
        {
            objective.Prepare(data.Labels, new TaskLossShape(_options.LabelSmoothing, _options.Focal));
        }
    }

    private LossTerms Losses(MultimodalDataset data, long[] rows, StepRandom random)
    {
        MultimodalBatch batch = data.ToBatch(_model.Description.ModalityNames, rows, _device);
        return _model.ComputeLosses(_model.TargetScaling is { } scaling ? batch with { Labels = scaling.Standardise(batch.Labels!) } : batch, random);
    }

    // The loss terms of the first step of the run. It moves running statistics, which then go back.
    private IReadOnlyList<LossValue> FirstStep(MultimodalDataset data)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradients = torch.no_grad();
        using var meter = new LossMeter();
        meter.Add(Losses(data, Batches(data, epoch: 1)[0], new StepRandom(_run.Seed, epoch: 1, step: 0)));
        _state.ReturnToBest();
        return meter.Read();
    }

    private void TakeFirstStep(IReadOnlyList<string> names, torch.Tensor values)
    {
        using var meter = new LossMeter();
        meter.Add(names, values);
        _state.FirstStep = meter.Read();
        if (_options.NotFinite == NotFiniteHandling.Stop)
        {
            CheckFirstStep(_state.FirstStep);
        }
    }

    // Its losses are those of the initial parameters: no learning rate has had a part in them.
    private static void CheckFirstStep(IReadOnlyList<LossValue> losses)
    {
        if (FirstBroken(losses) is { } loss)
        {
            throw new TrainingException(
                $"The {loss.Name} loss is {loss.Value} in the first step, before anything was learned. Look for very large values in the data (standardise them) and in what custom classes compute; if there are none, ask 'check' whether this machine computes rightly.");
        }
    }

    private static LossValue? FirstBroken(IReadOnlyList<LossValue> losses) => losses.Cast<LossValue?>().FirstOrDefault(loss => !double.IsFinite(loss!.Value.Value));

    private static void CheckAny(IReadOnlyList<LossValue> losses, int epoch)
    {
        if (losses.Count == 0)
        {
            throw new TrainingException(FormattableString.Invariant($"Every step of epoch {epoch} was skipped because it was not finite. Look for very large values in the data (standardise them)."));
        }
    }

    private void CheckFinite(IReadOnlyList<LossValue> losses, int epoch)
    {
        if (FirstBroken(losses) is { } loss)
        {
            throw new TrainingException(
                FormattableString.Invariant($"The {loss.Name} loss became {loss.Value} in epoch {epoch}. Lower the learning rate (now {_options.LearningRate}) or set GradientClipping (now {_options.GradientClipping})."));
        }
    }

    private void Report(IProgress<TrainingProgress>? progress, int epoch, int step, int steps, IReadOnlyList<LossValue> losses, EpochResult? completed)
    {
        _lastReport = Elapsed;
        double done = epoch - 1 + ((double)step / steps);
        progress?.Report(new TrainingProgress(epoch, _options.Epochs, step, steps, losses, completed, Elapsed, Remaining(done)) { ChosenBy = _best });
    }

    // The first steps are slow, so the pace is that since the first report, and there is none until it has lasted a while.
    private TimeSpan? Remaining(double done)
    {
        (TimeSpan Elapsed, double Done) from = _paceFrom ??= (Elapsed, done);
        TimeSpan spent = Elapsed - from.Elapsed;
        return done >= _options.Epochs ? TimeSpan.Zero
            : done > from.Done && (spent >= s_paceInterval || done - from.Done >= 1) ? spent * ((_options.Epochs - done) / (done - from.Done))
            : null;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Epoch {Epoch} of {Epochs}: loss {Loss}, validation {ScoreName} {Score}")]
    private static partial void LogEpoch(ILogger logger, int epoch, int epochs, double loss, string scoreName, double score);

    [LoggerMessage(Level = LogLevel.Information, Message = "Resumed after epoch {Epoch}")]
    private static partial void LogResume(ILogger logger, int epoch);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The checkpoint was computed on {Before}, and this run is on {Now}: sums may be rounded differently, so that the result may not be bit for bit that of one run")]
    private static partial void LogOtherPlace(ILogger logger, string before, string now);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The checkpoint was written by an earlier version, without a digest: damage to it would not be seen. The next epoch's has one")]
    private static partial void LogNoDigest(ILogger logger);
}
