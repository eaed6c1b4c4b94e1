using TorchSharp;

namespace I2MoE.Dsl.Fusion;

/// <summary>What a fusion makes of the embeddings.</summary>
/// <param name="Outputs">The outputs of the prediction head (logits): [M, O] for one expert, [E, M, O] for all.</param>
/// <param name="Latent">The fused embedding before the head: [M, L] or [E, M, L].</param>
/// <param name="GateLoss">The load-balancing loss of a sparse fusion, a scalar for one expert or [E] for all; null for a dense one.</param>
public sealed record FusionOutput(torch.Tensor Outputs, torch.Tensor Latent, torch.Tensor? GateLoss = null);
