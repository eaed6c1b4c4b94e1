using I2MoE.Dsl.Distributed;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Training.Schedules;
using I2MoE.Dsl.Training.Stopping;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Catalogue = I2MoE.Dsl.Specification.Catalogue.TrainingOptions;

namespace I2MoE.Dsl.Training;

/// <summary>What a training run does differently from its declaration, and what a declaration cannot know.</summary>
public sealed partial record TrainerOptions
{
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

    /// <summary>How the learning rate goes on, in place of what is declared; null (default) as declared.</summary>
    public ISchedule? CustomSchedule { get; init; }

    /// <summary>Further rules that may end the run after an epoch, in order. Default: none.</summary>
    public IReadOnlyList<IStopRule> StopRules { get; init; } = [];

    /// <summary>Those who follow the run and may keep a state of their own in its checkpoint, in order. Default: none.</summary>
    public IReadOnlyList<ITrainingObserver> Observers { get; init; } = [];

    /// <summary>
    /// The processes that train the model together, each with a share of every batch: <c>BatchSize</c> is that of all of them. Every one makes the same
    /// trainer with the same data; rank 0 logs and writes. Null (default), or a group of one: this process alone. See docs/distributed.md.
    /// </summary>
    public IProcessGroup? ProcessGroup { get; init; }

    /// <summary>Where the trainer logs each epoch. Default: nowhere.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Called on the thread of the training when nothing is left that could refuse it: the checkpoint can be written, and one to go on from was accepted.</summary>
    internal Action? Begun { get; init; }

    /// <summary>Checks what is not declared.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    internal void Check()
    {
        if (TorchThreads is < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(TorchThreads), TorchThreads, $"TorchThreads is {TorchThreads}. Allowed: 1 or more, or null to choose by the size of the model.");
        }
    }

    // No text is outside a range; the rules say which mean something.
    private static string? Check(string name, string? value) => value;

    private static T? Check<T>(string name, T? value)
        where T : struct, IConvertible
    {
        Option option = Catalogue.Definition.FindOption(name)!;
        bool isAllowed = value is not { } given || (option.EnumType is { } choice ? Enum.IsDefined(choice, given) : option.Type == OptionType.Flag || option.Allows(given.ToDouble(null)));
        return isAllowed
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is {OptionText.Value(value!)}. Allowed: {OptionText.Allowed(option)}.");
    }
}
