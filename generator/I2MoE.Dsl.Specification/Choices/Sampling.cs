namespace I2MoE.Dsl;

/// <summary>Which samples an epoch of training goes over.</summary>
public enum Sampling
{
    /// <summary>Every one once, in an order drawn anew.</summary>
    Shuffled,

    /// <summary>As many, drawn with replacement so that every class comes as often as any other (PyTorch: <c>WeightedRandomSampler</c>).</summary>
    Balanced,
}
