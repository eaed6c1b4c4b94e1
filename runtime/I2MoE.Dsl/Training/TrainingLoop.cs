using System.Diagnostics;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Randomness;
using Microsoft.Extensions.Logging;
using TorchSharp;

namespace I2MoE.Dsl.Training;

/// <summary>One training run: epochs of steps, validation after each, the best epoch kept.</summary>
internal sealed partial class TrainingLoop : IDisposable
{
    private static readonly TimeSpan s_reportInterval = TimeSpan.FromMilliseconds(200);

    private readonly MultimodalModel _model;
    private readonly TrainingOptions _options;
    private readonly TrainerOptions _run;
    private readonly torch.Device _device;
    private readonly torch.optim.Optimizer _optimizer;
    private readonly ParameterSnapshot _best;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _lastReport;

    public TrainingLoop(MultimodalModel model, TrainingOptions options, TrainerOptions run, torch.Device device)
    {
        _model = model;
        _options = options;
        _run = run;
        _device = device;
        _optimizer = torch.optim.Adam(model.parameters(), options.LearningRate, weight_decay: options.WeightDecay);
        _best = new ParameterSnapshot(model);
    }

    /// <summary>Runs to the end; the model then has the parameters of the best epoch.</summary>
    public FitResult Run(DataSplits data, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        var epochs = new List<EpochResult>();
        EpochResult? best = null;
        for (int epoch = 1; epoch <= _options.Epochs; epoch++)
        {
            EpochResult result = RunEpoch(epoch, data, best, progress, cancellationToken);
            epochs.Add(result);
            if (result.IsBest)
            {
                best = result;
                _best.Take();
            }

            LogEpoch(_run.Logger, epoch, _options.Epochs, result.Losses[0].Value, result.Validation.Score.Name, result.Validation.Score.Value);
        }

        _best.Restore();
        return new FitResult(epochs, best!, _clock.Elapsed);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _optimizer.Dispose();
        _best.Dispose();
    }

    private EpochResult RunEpoch(int epoch, DataSplits data, EpochResult? best, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        TimeSpan start = _clock.Elapsed;
        using var meter = new LossMeter();
        IReadOnlyList<long[]> batches = new BatchSampler(data.Train.Count, _options.BatchSize, _run.Seed).Epoch(epoch);
        for (int step = 0; step < batches.Count; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Step(data.Train, batches[step], new StepRandom(_run.Seed, epoch, step), meter);
            if (_clock.Elapsed - _lastReport >= s_reportInterval)
            {
                Report(progress, epoch, step + 1, batches.Count, meter.Read(), completed: null);
            }
        }

        IReadOnlyList<LossValue> losses = meter.Read();
        CheckFinite(losses, epoch);
        TaskMetrics validation = Evaluator.Evaluate(_model, data.Validation, _device, cancellationToken).Metrics;
        var result = new EpochResult(epoch, losses, validation, validation.IsBetterThan(best?.Validation), _clock.Elapsed - start);
        Report(progress, epoch, batches.Count, batches.Count, losses, result);
        return result;
    }

    private void Step(MultimodalDataset data, long[] rows, StepRandom random, LossMeter meter)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        LossTerms losses = _model.ComputeLosses(data.ToBatch(_model.Description.ModalityNames, rows, _device), random);
        _optimizer.zero_grad();
        losses.Total.backward();
        if (_options.GradientClipping > 0)
        {
            torch.nn.utils.clip_grad_norm_(_model.parameters(), _options.GradientClipping);
        }

        _optimizer.step();
        meter.Add(losses);
    }

    private void CheckFinite(IReadOnlyList<LossValue> losses, int epoch)
    {
        LossValue? broken = losses.Cast<LossValue?>().FirstOrDefault(loss => !double.IsFinite(loss!.Value.Value));
        if (broken is { } loss)
        {
            throw new TrainingException(
                $"The {loss.Name} loss became {loss.Value} in epoch {epoch}. Lower the learning rate (now {_options.LearningRate}) or set GradientClipping (now {_options.GradientClipping}).");
        }
    }

    private void Report(IProgress<TrainingProgress>? progress, int epoch, int step, int steps, IReadOnlyList<LossValue> losses, EpochResult? completed)
    {
        _lastReport = _clock.Elapsed;
        double done = epoch - 1 + ((double)step / steps);
        TimeSpan remaining = _clock.Elapsed * ((_options.Epochs - done) / done);
        progress?.Report(new TrainingProgress(epoch, _options.Epochs, step, steps, losses, completed, _clock.Elapsed, remaining));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Epoch {Epoch} of {Epochs}: loss {Loss}, validation {ScoreName} {Score}")]
    private static partial void LogEpoch(ILogger logger, int epoch, int epochs, double loss, string scoreName, double score);
}
