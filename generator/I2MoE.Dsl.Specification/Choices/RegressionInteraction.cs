namespace I2MoE.Dsl;

/// <summary>Which interaction losses a regression has.</summary>
public enum RegressionInteraction
{
    /// <summary>
    /// Those of the paper, with a bound: outputs that shall differ are pushed apart up to a squared difference of Margin, and no further, so that
    /// no loss can fall without end.
    /// </summary>
    Bounded,

    /// <summary>
    /// Those of the reference code, for parity with published numbers: synergy has the sign of redundancy (outputs are pulled together), and
    /// uniqueness has no bound.
    /// </summary>
    Reference,
}
