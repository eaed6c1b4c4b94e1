namespace I2MoE.Dsl.Interpretation;

/// <summary>Quantiles with linear interpolation between neighbours, as NumPy's default.</summary>
internal static class Quantile
{
    /// <summary>The value below which a share of the values lies.</summary>
    /// <param name="sorted">The values in ascending order; at least one.</param>
    /// <param name="share">0 to 1.</param>
    public static double Of(ReadOnlySpan<double> sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        return below == sorted.Length - 1 ? sorted[below] : sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below]));
    }
}
