using I2MoE.Dsl.Experts;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Models;
using TorchSharp;

namespace I2MoE.Dsl.Benchmarks.Models;

/// <summary>The losses of a step of <see cref="EngineModel"/>.</summary>
internal sealed class EngineLosses(
    ModelDescription description,
    ExpertPasses passes,
    torch.Tensor weights,
    torch.Tensor prediction,
    double interactionLossWeight,
    IReadOnlyList<torch.Tensor> interactions) : InteractionLosses(description, passes, weights, prediction, interactionLossWeight)
{
    /// <inheritdoc/>
    public override IReadOnlyList<torch.Tensor> Interactions => interactions;
}
