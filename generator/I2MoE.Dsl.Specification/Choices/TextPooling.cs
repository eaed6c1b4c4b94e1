namespace I2MoE.Dsl;

/// <summary>How the tokens of a text become one vector.</summary>
public enum TextPooling
{
    /// <summary>The state of a GRU after the last real token.</summary>
    Gru,

    /// <summary>The mean of the embeddings of the real tokens, mapped linearly.</summary>
    Mean,
}
