using TorchSharp;

namespace I2MoE.Dsl.Experts;

/// <summary>The outputs of every expert in every pass of a step.</summary>
public sealed class ExpertPasses
{
    private readonly torch.Tensor[] _byExpertAndPass;

    /// <summary>Wraps the outputs.</summary>
    /// <param name="outputs">The outputs, [E, passes, B, O].</param>
    /// <param name="latents">The fused embeddings before the head, [E, passes, B, L].</param>
    /// <param name="gateLoss">The gate loss of a sparse fusion, a scalar; null for a dense one.</param>
    /// <param name="gateLossWeight">The weight of the gate loss.</param>
    public ExpertPasses(torch.Tensor outputs, torch.Tensor latents, torch.Tensor? gateLoss, double gateLossWeight)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        Outputs = outputs;
        Latents = latents;
        GateLoss = gateLoss;
        GateLossWeight = gateLossWeight;
        _byExpertAndPass = outputs.flatten(0, 1).unbind(0);
    }

    /// <summary>The outputs, [E, passes, B, O].</summary>
    public torch.Tensor Outputs { get; }

    /// <summary>The fused embeddings before the head, [E, passes, B, L].</summary>
    public torch.Tensor Latents { get; }

    /// <summary>The gate loss of a sparse fusion, the mean over the experts: a scalar; null for a dense one.</summary>
    public torch.Tensor? GateLoss { get; }

    /// <summary>The weight of the gate loss beside the task loss.</summary>
    public double GateLossWeight { get; }

    /// <summary>The output of one expert in one pass, [B, O].</summary>
    public torch.Tensor this[int expert, int pass] => _byExpertAndPass[(expert * (int)Outputs.shape[1]) + pass];

    /// <summary>The outputs of every expert in pass 0, which sees every modality: [E, B, O].</summary>
    public torch.Tensor Full => Outputs.select(1, 0);

    /// <summary>The prediction: the sum over the experts of weight times output of pass 0 (paper, equation 1).</summary>
    /// <param name="weights">The weights of the experts, [B, E].</param>
    /// <returns>[B, O].</returns>
    public torch.Tensor Combine(torch.Tensor weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return (weights.transpose(0, 1).unsqueeze(-1) * Full).sum(dim: 0);
    }
}
