namespace I2MoE.Dsl;

/// <summary>Whether the weights of the experts depend on the sample.</summary>
public enum ReweightingScope
{
    /// <summary>A network gives every sample weights of its own, as in the paper.</summary>
    PerSample,

    /// <summary>One learned weight an expert, the same for every sample: the ablation "simple weight" (paper, table 4).</summary>
    Global,
}
