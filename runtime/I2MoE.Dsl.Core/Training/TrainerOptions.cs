using I2MoE.Dsl.Specification.Catalogue;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Catalogue = I2MoE.Dsl.Specification.Catalogue.TrainingOptions;

namespace I2MoE.Dsl.Training;

/// <summary>What a training run does differently from its declaration, and what a declaration cannot know.</summary>
public sealed record TrainerOptions
{
    /// <summary>Number of passes over the training data; null as declared.</summary>
    public int? Epochs { get; init; }

    /// <summary>Number of samples in a training step; null as declared.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Learning rate of Adam; null as declared.</summary>
    public double? LearningRate { get; init; }

    /// <summary>Weight decay (L2) of Adam; null as declared.</summary>
    public double? WeightDecay { get; init; }

    /// <summary>Greatest L2 norm of the gradient, 0 for no clipping; null as declared.</summary>
    public double? GradientClipping { get; init; }

    /// <summary>What the linear layers of the experts compute in; null as declared.</summary>
    public Precision? Precision { get; init; }

    /// <summary>The seed of everything that is drawn: parameters, order of samples, masks, dropout. Default: 0.</summary>
    public long Seed { get; init; }

    /// <summary>The device: <c>auto</c> (default: the first GPU where there is one), <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>
    /// The threads of torch's own operations on the CPU during training, at least 1; null (default): 1 where the model is small, otherwise as many as
    /// torch is set to use. The kernels of this library use as many as torch is set to use in any case.
    /// </summary>
    public int? TorchThreads { get; init; }

    /// <summary>Where the run is kept after every epoch, and whether it goes on from there; null (default) keeps nothing.</summary>
    public CheckpointOptions? Checkpoint { get; init; }

    /// <summary>
    /// Whether a training on the CPU begins with the self-test of the backend (<see cref="SelfTest.BackendCheck"/>), once in a process and 0.3 s of
    /// processor time on two threads where its verdict is not known yet. Default: true.
    /// </summary>
    public bool ChecksBackend { get; init; } = true;

    /// <summary>Where the trainer logs each epoch. Default: nowhere.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Called on the thread of the training when nothing is left that could refuse it: the checkpoint can be written, and one to go on from was accepted.</summary>
    internal Action? Begun { get; init; }

    /// <summary>The declared options with what differs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    internal I2MoE.Dsl.TrainingOptions Resolve(I2MoE.Dsl.TrainingOptions declared) => declared with
    {
        Epochs = Check(Catalogue.Epochs, Epochs) ?? declared.Epochs,
        BatchSize = Check(Catalogue.BatchSize, BatchSize) ?? declared.BatchSize,
        LearningRate = Check(Catalogue.LearningRate, LearningRate) ?? declared.LearningRate,
        WeightDecay = Check(Catalogue.WeightDecay, WeightDecay) ?? declared.WeightDecay,
        GradientClipping = Check(Catalogue.GradientClipping, GradientClipping) ?? declared.GradientClipping,
        Precision = Precision ?? declared.Precision,
    };

    /// <summary>Checks what is not declared.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    internal void Check()
    {
        if (TorchThreads is < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(TorchThreads), TorchThreads, $"TorchThreads is {TorchThreads}. Allowed: 1 or more, or null to choose by the size of the model.");
        }
    }

    private static T? Check<T>(Option<T> option, T? value)
        where T : struct, IConvertible
    {
        if (value is { } given && !option.Allows(given.ToDouble(null)))
        {
            throw new ArgumentOutOfRangeException(option.Name, given, $"{option.Name} is {OptionText.Value(given)}. Allowed: {OptionText.Allowed(option)}.");
        }

        return value;
    }
}
