namespace I2MoE.Dsl;

/// <summary>The shape of an embedding that an encoder makes and a fusion takes.</summary>
public enum EmbeddingKind
{
    /// <summary>One vector a sample, [B, D].</summary>
    Vector,

    /// <summary>P patches (tokens) a sample, [B, P, D].</summary>
    Tokens,
}
