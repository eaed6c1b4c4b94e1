namespace I2MoE.Dsl;

/// <summary>What the experts see of an optional modality that a sample lacks.</summary>
public enum MissingReplacement
{
    /// <summary>An embedding of its own for each modality, which is learned with the model.</summary>
    Learned,

    /// <summary>The embedding of the mean of every feature: the encoder sees 0, which is the mean of standardised data.</summary>
    Mean,

    /// <summary>Zeros in the place of the embedding.</summary>
    Zero,
}
