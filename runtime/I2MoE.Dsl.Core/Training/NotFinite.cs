using I2MoE.Dsl.Models;
using TorchSharp;

namespace I2MoE.Dsl.Training;

/// <summary>What is said of a model that predicts NaN or infinite values.</summary>
internal static class NotFinite
{
    /// <summary>The exception, which tells parameters that have diverged from other causes.</summary>
    public static TrainingException Of(MultimodalModel model)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradients = torch.no_grad();
        bool hasDiverged = !ModelState.Of(model).All(named => named.Value.isfinite().all().item<bool>());
        return new TrainingException($"{model.Description.Name} predicts NaN or infinite values" + (hasDiverged
            ? ", so its parameters have diverged. Train with a lower learning rate or with gradient clipping."
            : ", but its parameters are finite. Look for very large values in the data (standardise them) and in what custom classes compute; if there are none, ask 'check' whether this machine computes rightly."));
    }
}
