using System.ComponentModel;
using I2MoE.Dsl.Bank;
using TorchSharp;

namespace I2MoE.Dsl.Losses;

/// <summary>What a training step of an I2MoE model computed, of which <see cref="InteractionLosses"/> are made.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class InteractionStep
{
    /// <summary>The model.</summary>
    public required ModelDescription Description { get; init; }

    /// <summary>The weights of the interaction losses.</summary>
    public required ExpertsOptions Options { get; init; }

    /// <summary>The outputs of every expert in every pass.</summary>
    public required ExpertPasses Passes { get; init; }

    /// <summary>The weights of the experts, [B, E].</summary>
    public required torch.Tensor Weights { get; init; }

    /// <summary>The prediction of the full pass, [B, O].</summary>
    public required torch.Tensor Prediction { get; init; }

    /// <summary>The task loss, a scalar.</summary>
    public required torch.Tensor Task { get; init; }

    /// <summary>The interaction loss of every expert, scalars.</summary>
    public required IReadOnlyList<torch.Tensor> Interactions { get; init; }

    /// <summary>The loss of the weights, a scalar; null for the objective <c>Paper</c>.</summary>
    public torch.Tensor? Credit { get; init; }
}
