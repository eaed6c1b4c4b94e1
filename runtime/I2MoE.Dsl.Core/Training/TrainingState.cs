using I2MoE.Dsl.Cpu;
using I2MoE.Dsl.Encoders;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Models;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Training;

/// <summary>Everything that a training run carries from one epoch to the next; randomness is not among it, because it follows from seed, epoch and step.</summary>
internal sealed class TrainingState : IDisposable
{
    /// <summary>What stands before the names of the model's tensors, and before those of the best epoch.</summary>
    public const string ModelPrefix = "model/";

    /// <inheritdoc cref="ModelPrefix"/>
    public const string BestPrefix = "best/";

    /// <summary>What stands before the names of an observer's tensors, and its own name.</summary>
    public const string ObserverPrefix = "observer/";

    private readonly ParameterSnapshot _best;
    private readonly AdamMoments _moments;
    private readonly IReadOnlyList<ITrainingObserver> _observers;
    private readonly List<EpochResult> _epochs = [];
    private readonly List<TaskMetrics> _validations = [];

    /// <summary>The state before the first epoch.</summary>
    public TrainingState(MultimodalModel model, TrainingOptions options, IReadOnlyList<ITrainingObserver> observers)
    {
        Model = model;
        _observers = observers;
        model.FreezeEncoders();
        (string Name, Parameter Parameter)[] parameters = [.. model.named_parameters().Where(named => named.parameter.requires_grad)];
        var adam = new OnePassAdam(parameters.Select(named => named.Parameter), options, RatesOf(model, options));
        Optimizer = adam;
        _moments = new AdamMoments(parameters, adam);
        _best = new ParameterSnapshot(model);
    }

    /// <summary>The model.</summary>
    public MultimodalModel Model { get; }

    /// <summary>The optimizer.</summary>
    public OnePassAdam Optimizer { get; }

    /// <summary>The optimizer's memory.</summary>
    public AdamMoments Moments => _moments;

    /// <summary>The finished epochs.</summary>
    public IReadOnlyList<EpochResult> Epochs => _epochs;

    /// <summary>Their metrics on the validation part.</summary>
    public IReadOnlyList<TaskMetrics> Validations => _validations;

    /// <summary>The best of them; null before the first.</summary>
    public EpochResult? Best => _epochs.LastOrDefault(epoch => epoch.IsBest);

    /// <summary>The loss terms of the first step of the first epoch, which show whether a resumed run is the same run.</summary>
    public IReadOnlyList<LossValue> FirstStep { get; set; } = [];

    /// <summary>The steps that were left out because they were not finite.</summary>
    public int SkippedSteps { get; set; }

    /// <summary>How far the epoch after the finished ones has come; null where it has not begun.</summary>
    public PartialEpoch? Partial { get; set; }

    /// <summary>The time that was spent on the finished epochs.</summary>
    public TimeSpan Spent { get; set; }

    /// <summary>Takes note of a finished epoch, and of the model's parameters where it is the best one.</summary>
    public void Complete(EpochResult epoch)
    {
        _epochs.Add(epoch);
        Partial = null;
        _validations.Add(epoch.Validation);
        if (epoch.IsBest)
        {
            _best.Take();
        }
    }

    /// <summary>Takes over what a run that was interrupted has done; its tensors are those of <see cref="Tensors"/>.</summary>
    public void Resume(IEnumerable<EpochResult> epochs, IReadOnlyList<LossValue> firstStep, TimeSpan spent, PartialEpoch? partial = null)
    {
        Partial = partial;
        _epochs.AddRange(epochs);
        _validations.AddRange(_epochs.Select(epoch => epoch.Validation));
        FirstStep = firstStep;
        Spent = spent;
    }

    /// <summary>Takes the parameters that the model has now for those that it begins with.</summary>
    public void Begin() => _best.Take();

    /// <summary>Gives the model the parameters of the best epoch; before the first, those that it began with.</summary>
    public void ReturnToBest() => _best.Restore();

    /// <summary>The tensors of the state by name: those of the model, those of the best epoch, the optimizer's memory and the states of the observers.</summary>
    public IEnumerable<KeyValuePair<string, torch.Tensor>> Tensors() =>
    [
        .. ModelState.Of(Model).Select(pair => KeyValuePair.Create(ModelPrefix + pair.Key, pair.Value)),
        .. _best.Copies.Select(pair => KeyValuePair.Create(BestPrefix + pair.Name, pair.Copy)),
        .. _moments.Tensors(),
        .. _observers.SelectMany(observer => observer.State.Select(pair => KeyValuePair.Create($"{ObserverPrefix}{observer.Name}/{pair.Key}", pair.Value))),
    ];

    // That of the encoders may be another.
    private static Func<Parameter, double>? RatesOf(MultimodalModel model, TrainingOptions options)
    {
        if (options.EncoderLearningRate <= 0)
        {
            return null;
        }

        HashSet<IntPtr> encoders = [.. model.modules().OfType<EncoderSet>().SelectMany(set => set.parameters()).Select(parameter => parameter.Handle)];
        return parameter => encoders.Contains(parameter.Handle) ? options.EncoderLearningRate : options.LearningRate;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Optimizer.Dispose();
        _best.Dispose();
    }
}
