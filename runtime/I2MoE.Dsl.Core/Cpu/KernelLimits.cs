namespace I2MoE.Dsl.Cpu;

/// <summary>The sizes up to which kernels compute. They count rows, and places within the matrices of one head, in 32 bits; beyond, torch does their work.</summary>
internal static class KernelLimits
{
    // Half of what 32 bits count, so that a chunk more is no overflow.
    private const long GreatestRows = 1L << 30;

    /// <summary>Whether kernels compute on tokens of such sizes.</summary>
    /// <param name="groups">The runs of tokens that are kept.</param>
    /// <param name="passes">The passes.</param>
    /// <param name="samples">The samples of a pass.</param>
    /// <param name="parts">The runs of tokens of a sample in a pass.</param>
    /// <param name="partTokens">The tokens of a run.</param>
    /// <param name="width">The width D of a token.</param>
    public static bool Allow(long groups, long passes, long samples, long parts, long partTokens, long width)
    {
        double tokens = (double)parts * partTokens;
        double rows = Math.Max((double)groups * partTokens, passes * tokens) * samples;
        return rows <= GreatestRows
            && tokens * (tokens + VectorMath.Width) <= int.MaxValue
            && 3.0 * groups * partTokens * width <= int.MaxValue
            && (double)samples * width <= int.MaxValue;
    }
}
