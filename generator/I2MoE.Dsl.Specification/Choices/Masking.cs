namespace I2MoE.Dsl;

/// <summary>What replaces the embedding of the masked modality in a masking pass (paper, section 3.3 and table 5).</summary>
public enum Masking
{
    /// <summary>A vector drawn from N(0, 1), anew for every step, expert and pass.</summary>
    Random,

    /// <summary>The mean embedding of that modality over the batch.</summary>
    Mean,

    /// <summary>Zeros.</summary>
    Zero,
}
