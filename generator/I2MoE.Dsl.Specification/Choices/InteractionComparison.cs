namespace I2MoE.Dsl;

/// <summary>What the interaction losses compare between the full pass and the masked passes of an expert.</summary>
public enum InteractionComparison
{
    /// <summary>The outputs of the expert (logits), as in the paper.</summary>
    Outputs,

    /// <summary>The fused embeddings before the prediction head: the ablation "latent contrastive" (paper, table 4).</summary>
    Latents,
}
