using TorchSharp;

namespace I2MoE.Dsl.Fusion;

/// <summary>What the routed layers of one run of a fusion leave behind.</summary>
internal sealed class RoutingTrace
{
    private readonly List<torch.Tensor> _gateLosses = [];
    private readonly List<torch.Tensor> _shares = [];

    /// <summary>The router logits of the layer before, for a router with a gating residual; null before the first routed layer.</summary>
    public torch.Tensor? RouterLogits { get; set; }

    /// <summary>The gate loss: the mean over the routed layers, [E']; null where there is none. E' is 1 for one expert.</summary>
    public torch.Tensor? GateLoss => _gateLosses.Count == 0 ? null : torch.stack([.. _gateLosses]).mean([0]);

    /// <summary>The shares of all routed layers, [E', layers, R + 1].</summary>
    public torch.Tensor Shares => torch.stack([.. _shares], dim: 1);

    /// <summary>Adds a routed layer.</summary>
    /// <param name="gateLoss">Its gate loss, [E'].</param>
    /// <param name="shares">The share of routed tokens of each of its R experts, and last the share dropped, [E', R + 1].</param>
    public void Add(torch.Tensor gateLoss, torch.Tensor shares)
    {
        _gateLosses.Add(gateLoss);
        _shares.Add(shares.detach());
    }
}
