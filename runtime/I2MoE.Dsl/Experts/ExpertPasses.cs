using TorchSharp;

namespace I2MoE.Dsl.Experts;

/// <summary>The outputs of every expert in every pass of a step.</summary>
public sealed class ExpertPasses
{
    private readonly torch.Tensor[] _byExpertAndPass;

    /// <summary>Wraps the outputs.</summary>
    /// <param name="outputs">The outputs, [E, passes, B, O].</param>
    public ExpertPasses(torch.Tensor outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        Outputs = outputs;
        _byExpertAndPass = outputs.flatten(0, 1).unbind(0);
    }

    /// <summary>The outputs, [E, passes, B, O].</summary>
    public torch.Tensor Outputs { get; }

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
