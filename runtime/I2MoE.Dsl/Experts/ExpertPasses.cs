using TorchSharp;

namespace I2MoE.Dsl.Experts;

/// <summary>The outputs of every expert in every pass of a step.</summary>
public sealed class ExpertPasses
{
    private readonly torch.Tensor[] _compared;
    private readonly IReadOnlyList<int> _runOf;

    /// <summary>Wraps the outputs.</summary>
    /// <param name="outputs">The outputs, [E, runs, B, O].</param>
    /// <param name="latents">The fused embeddings before the head, [E, runs, B, L].</param>
    /// <param name="runOf">Which run each declared pass has; a pass that was not run has that of the full pass, 0.</param>
    /// <param name="comparison">What the interaction losses compare.</param>
    internal ExpertPasses(torch.Tensor outputs, torch.Tensor latents, IReadOnlyList<int> runOf, InteractionComparison comparison)
    {
        Outputs = outputs;
        Latents = latents;
        _runOf = runOf;
        _compared = (comparison == InteractionComparison.Latents ? latents : outputs).flatten(0, 1).unbind(0);
    }

    /// <summary>The outputs, [E, runs, B, O]; run 0 is the full pass.</summary>
    public torch.Tensor Outputs { get; }

    /// <summary>The fused embeddings before the head, [E, runs, B, L].</summary>
    public torch.Tensor Latents { get; }

    /// <summary>The gate loss of a sparse fusion, the mean over the experts: a scalar; null for a dense one.</summary>
    public torch.Tensor? GateLoss { get; internal init; }

    /// <summary>The weight of the gate loss beside the task loss.</summary>
    public double GateLossWeight { get; internal init; }

    /// <summary>The outputs of every expert in the full pass, which sees every modality: [E, B, O].</summary>
    public torch.Tensor Full => Outputs.select(1, 0);

    /// <summary>
    /// What the interaction losses compare of one expert in one pass: its output [B, O], or its latent [B, L] where the option
    /// <c>Comparison</c> says so. A pass that this step does not run changes nothing: it equals the full pass.
    /// </summary>
    public torch.Tensor this[int expert, int pass] => _compared[(expert * (int)Outputs.shape[1]) + _runOf[pass]];

    /// <summary>The prediction: the sum over the experts of weight times output of the full pass (paper, equation 1).</summary>
    /// <param name="weights">The weights of the experts, [B, E].</param>
    /// <returns>[B, O].</returns>
    public torch.Tensor Combine(torch.Tensor weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return (weights.transpose(0, 1).unsqueeze(-1) * Full).sum(dim: 0);
    }
}
