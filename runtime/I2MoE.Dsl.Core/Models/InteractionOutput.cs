using System.ComponentModel;
using TorchSharp;

namespace I2MoE.Dsl.Models;

/// <summary>A prediction of an I2MoE model and what it is made of: prediction = sum over the experts of weight times output.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public class InteractionOutput : ModelOutput
{
    private readonly torch.Tensor?[] _weightsOf;
    private readonly torch.Tensor?[] _logitsOf;

    /// <summary>Takes over the tensors.</summary>
    /// <param name="description">The model.</param>
    /// <param name="prediction">The prediction, [B, O].</param>
    /// <param name="weights">The weights of the experts, [B, E].</param>
    /// <param name="experts">The outputs of the experts, [E, B, O].</param>
    public InteractionOutput(ModelDescription description, torch.Tensor prediction, torch.Tensor weights, torch.Tensor experts)
        : base(description, prediction)
    {
        ArgumentNullException.ThrowIfNull(description);
        AllWeights = Own(weights);
        AllLogits = Own(experts);
        _weightsOf = new torch.Tensor?[description.Experts.Count];
        _logitsOf = new torch.Tensor?[description.Experts.Count];
    }

    /// <summary>The weights of all experts, [B, E]; they sum to 1 a sample.</summary>
    public torch.Tensor AllWeights { get; }

    /// <summary>The outputs of all experts, [E, B, O]: logits, or values for regression.</summary>
    public torch.Tensor AllLogits { get; }

    /// <summary>The weight of one expert, [B].</summary>
    public torch.Tensor WeightsOf(int expert) => _weightsOf[expert] ??= Own(AllWeights.select(1, expert));

    /// <summary>The outputs of one expert, [B, O]: logits, or values for regression.</summary>
    public torch.Tensor LogitsOf(int expert) => _logitsOf[expert] ??= Own(AllLogits.select(0, expert));
}
