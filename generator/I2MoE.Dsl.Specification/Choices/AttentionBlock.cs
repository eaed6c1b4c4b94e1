namespace I2MoE.Dsl;

/// <summary>How an attention block of the transformer fusion is wired.</summary>
public enum AttentionBlock
{
    /// <summary>The standard pre-norm block: x + attention(norm(x)), then x + mlp(norm(x)).</summary>
    Residual,

    /// <summary>The block of the paper's reference code, for parity with published numbers and weights: x = attention(norm(x)); x = x + dropout(x), then x + mlp(norm(x)).</summary>
    Reference,
}
