using I2MoE.Dsl.Models;
using TorchSharp;

namespace I2MoE.Dsl.Training;

/// <summary>
/// Follows a run step by step, on its thread. What it carries from one step to the next is its <see cref="State"/>, which checkpoints keep, so that a
/// run that is resumed goes on as if it had not been interrupted.
/// </summary>
public interface ITrainingObserver
{
    /// <summary>What its tensors are called in the checkpoint; no two observers of a run have the same.</summary>
    string Name { get; }

    /// <summary>Its state by name: tensors of shapes and types that stay, which a resumed run writes into. They are the observer's to dispose.</summary>
    IEnumerable<KeyValuePair<string, torch.Tensor>> State { get; }

    /// <summary>The run begins or is resumed; the state has to be there when this returns.</summary>
    /// <param name="model">The model, with its first parameters.</param>
    void Begin(MultimodalModel model);

    /// <summary>A step of the optimizer has been made.</summary>
    /// <param name="model">The model.</param>
    /// <param name="step">The steps so far, from 1.</param>
    void Stepped(MultimodalModel model, long step);

    /// <summary>The steps of an epoch have been made, and the model is validated, and kept where it is the best, with the parameters that it has when this returns.</summary>
    /// <param name="model">The model.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    void Validating(MultimodalModel model, int epoch);

    /// <summary>An epoch has been validated, and kept where it is the best.</summary>
    /// <param name="model">The model, which goes on with the parameters that it has when this returns.</param>
    /// <param name="epoch">What the epoch brought.</param>
    void Validated(MultimodalModel model, EpochResult epoch);
}
