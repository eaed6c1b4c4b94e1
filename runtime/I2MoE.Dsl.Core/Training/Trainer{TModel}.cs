using I2MoE.Dsl.Data;
using I2MoE.Dsl.Distributed;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.SelfTest;
using Microsoft.Extensions.Logging;
using TorchSharp;

namespace I2MoE.Dsl.Training;

/// <summary>Owns a model and trains it with Adam: every epoch is validated and the best one is kept.</summary>
/// <typeparam name="TModel">The model's class.</typeparam>
public sealed partial class Trainer<TModel> : IDisposable
    where TModel : MultimodalModel
{
    private readonly TrainerOptions _run;
    private readonly torch.Device _device;
    private readonly ModelFootprint? _footprint;
    private int _fits;

    /// <summary>Creates the model and its trainer. Generated models have a <c>CreateTrainer</c> for this.</summary>
    /// <param name="createModel">Creates the model from a seed.</param>
    /// <param name="declared">The training options of the declaration.</param>
    /// <param name="options">What differs from the declaration; null trains as declared.</param>
    /// <param name="footprint">What the model takes of the machine's memory, checked for one sample before it is made, and for a batch before training; null where that is not known.</param>
    /// <exception cref="ArgumentException">An option is outside its range, or the device does not exist.</exception>
    /// <exception cref="TrainingException">The machine has not enough memory for the model; nothing was made.</exception>
    public Trainer(Func<long, TModel> createModel, TrainingOptions declared, TrainerOptions? options, ModelFootprint? footprint = null)
    {
        ArgumentNullException.ThrowIfNull(createModel);
        ArgumentNullException.ThrowIfNull(declared);
        _run = options ?? new TrainerOptions();
        if (_run.Checkpoint is { } checkpoint)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(checkpoint.Folder, "CheckpointOptions.Folder");
        }

        _run.Check();
        Options = _run.Resolve(declared);
        _device = ComputeDevice.Parse(_run.Device);
        _footprint = footprint;
        footprint?.Check(batchSize: 1, _device);
        Model = createModel(_run.Seed);
        ModelPlacement.Move(Model, _device);
        ModelPrecision.Set(Model, Options.Precision);
    }

    /// <summary>The model. After <see cref="FitAsync"/> it has the parameters of the best epoch.</summary>
    public TModel Model { get; }

    /// <summary>The options in force: the declaration's with what differs.</summary>
    public TrainingOptions Options { get; }

    /// <summary>What this run does differently from the declaration.</summary>
    internal TrainerOptions Run => _run;

    /// <summary>Where the model is.</summary>
    internal torch.Device Device => _device;

    /// <summary>Trains the model on a thread of its own.</summary>
    /// <param name="data">The parts to train and to validate on; the test part is not touched.</param>
    /// <param name="progress">Hears of every epoch, and of the steps a few times a second.</param>
    /// <param name="cancellationToken">
    /// Ends the run after the current step; the model keeps the parameters of that step. A checkpoint is that of the last finished epoch.
    /// </param>
    /// <exception cref="DatasetException">The data do not fit the declaration; nothing was trained.</exception>
    /// <exception cref="TrainingException">A loss or a prediction is NaN or infinite, the processor computes wrongly, or a batch is too large for the machine's memory.</exception>
    /// <exception cref="CheckpointException">The checkpoint cannot be written, cannot be read, or is of another run.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    /// <exception cref="InvalidOperationException">The trainer has been used already.</exception>
    public Task<FitResult> FitAsync(DataSplits data, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        Tell(problem: null);
        try
        {
            Prepare(data);
        }
        catch (Exception e)
        {
            Tell(e);
            throw;
        }

        return Task.Factory.StartNew(
            () =>
            {
                try
                {
                    CheckBackend();
                    using IDisposable? threads = StepThreads.Limit(Model, OwnBatchSize, _run.TorchThreads, _device);
                    using var loop = new TrainingLoop(Model, Options, _run, _device);
                    return loop.Run(data, progress, cancellationToken);
                }
                catch (Exception e)
                {
                    Tell(e);
                    throw;
                }
                finally
                {
                    ProcessMemory.Trim();
                }
            },
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }

    /// <summary>Evaluates the model as it is now.</summary>
    /// <param name="data">The data, for example the test part of the splits that the model was trained on.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <exception cref="DatasetException">The data do not fit the declaration.</exception>
    /// <exception cref="TrainingException">A prediction is NaN or infinite: the parameters are.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public EvaluationResult Evaluate(MultimodalDataset data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        DatasetFit.Check(Model.Description, data, "evaluation");
        return Evaluator.Evaluate(Model, data, cancellationToken);
    }

    private void Prepare(DataSplits data)
    {
        DatasetFit.Check(Model.Description, data.Train, "training");
        DatasetFit.Check(Model.Description, data.Validation, "validation");
        DatasetFit.CheckRounding(data.Train);
        DatasetFit.CheckMetrics(Model.Description, Options, data.Validation);
        _footprint?.Check(Math.Min(OwnBatchSize, data.Train.Count), _device);
        if (Interlocked.Increment(ref _fits) > 1)
        {
            throw new InvalidOperationException("This trainer has trained its model already. Create another trainer for another run.");
        }

        foreach (string remark in AbsentRemarks.Of(Model.Description, data))
        {
            LogWarning(_run.Logger, remark);
        }

        // What was fitted after another training is not of this one.
        Model.OutputTemperature = null;
        if (Model.Thresholds is not null)
        {
            Model.Thresholds = null;
        }

        Model.TargetScaling = TargetScaling.For(Model.Description.Task, data.Standardiser);
        Model.IntervalEnds = Model.Description.Task == TaskKind.Survival ? EventIntervals.Fit(data.Train.Labels, Model.Description.Outputs).Ends : null;
    }

    // Other ranks would wait for this one.
    private void Tell(Exception? problem) => (_run.ProcessGroup as IFailureListener)?.Hear(problem is RanksStoppedException ? null : problem);

    // Several ranks share a batch.
    private int OwnBatchSize => _run.ProcessGroup is { Size: > 1 } group ? Math.Max(1, Options.BatchSize / group.Size) : Options.BatchSize;

    private void CheckBackend()
    {
        if (!_run.ChecksBackend)
        {
            return;
        }

        if (BackendCheck.ProblemBeforeTraining(_device) is { } problem)
        {
            throw new TrainingException(problem);
        }

        if (_device.type == DeviceType.CPU && BackendCheck.WarningFor(Model) is { } warning)
        {
            LogWarning(_run.Logger, warning);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
    private static partial void LogWarning(ILogger logger, string warning);

    /// <inheritdoc/>
    public void Dispose()
    {
        Model.Dispose();
        ProcessMemory.Trim();
    }
}
