using I2MoE.Dsl.Models;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Studies.Endurance;

/// <summary>Tells of every step of a training.</summary>
/// <param name="told">Takes the number of the step, from 1.</param>
internal sealed class StepWatcher(Action<long> told) : ITrainingObserver
{
    /// <inheritdoc/>
    public string Name => "watcher";

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<string, torch.Tensor>> State => [];

    /// <inheritdoc/>
    public void Begin(MultimodalModel model)
    {
    }

    /// <inheritdoc/>
    public void Stepped(MultimodalModel model, long step) => told(step);

    /// <inheritdoc/>
    public void Validating(MultimodalModel model, int epoch)
    {
    }

    /// <inheritdoc/>
    public void Validated(MultimodalModel model, EpochResult epoch)
    {
    }
}
