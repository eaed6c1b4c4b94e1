namespace I2MoE.Dsl.Baselines;

/// <summary>A class or label that all samples of the training part have, or none.</summary>
internal static class ConstantLabel
{
    private const double Sure = 10;

    /// <summary>The logit of what is the same for all samples, or for none.</summary>
    public static double Logit(bool[] has) => has.Length > 0 && has[0] ? Sure : -Sure;
}
