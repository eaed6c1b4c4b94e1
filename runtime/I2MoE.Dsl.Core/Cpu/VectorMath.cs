using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace I2MoE.Dsl.Cpu;

/// <summary>Functions of sixteen floats at once, to the accuracy that torch's own vectorised ones have.</summary>
internal static class VectorMath
{
    /// <summary>The number of floats of a vector.</summary>
    public const int Width = 16;

    /// <summary>e to the x, within two units in the last place; 0 below -87.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        // x = n ln 2 + r with |r| <= ln 2 / 2; e^r by a polynomial (Cephes), 2^n by the exponent's bits.
        Vector512<float> clamped = Vector512.Min(Vector512.Max(x, Vector512.Create(-87.33654f)), Vector512.Create(88.37626f));
        Vector512<float> n = Vector512.Round(clamped * Vector512.Create(1.44269504f));
        Vector512<float> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.693359375f), clamped);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(2.12194440e-4f), r);
        Vector512<float> p = Vector512.FusedMultiplyAdd(Vector512.Create(1.9875691500e-4f), r, Vector512.Create(1.3981999507e-3f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(8.3334519073e-3f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(4.1665795894e-2f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.6666665459e-1f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(5.0000001201e-1f));
        p = Vector512.FusedMultiplyAdd(p, r * r, r + Vector512<float>.One);
        Vector512<float> power = ((Vector512.ConvertToInt32(n) + Vector512.Create(127)) << 23).AsSingle();
        return Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(-87.33654f)), Vector512<float>.Zero, p * power);
    }

    /// <summary>The standard normal distribution at x: its cumulative probability and its density. GELU is x times the first.</summary>
    /// <remarks>The error function is that of Abramowitz and Stegun 7.1.26, as in torch; absolute error below 1.5e-7.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<float> Cumulative, Vector512<float> Density) Normal(Vector512<float> x)
    {
        Vector512<float> gauss = Exp(x * x * Vector512.Create(-0.5f));
        Vector512<float> size = Vector512.Abs(x) * Vector512.Create(0.70710678f);
        Vector512<float> t = Vector512<float>.One / Vector512.FusedMultiplyAdd(size, Vector512.Create(0.3275911f), Vector512<float>.One);
        Vector512<float> p = Vector512.FusedMultiplyAdd(Vector512.Create(1.061405429f), t, Vector512.Create(-1.453152027f));
        p = Vector512.FusedMultiplyAdd(p, t, Vector512.Create(1.421413741f));
        p = Vector512.FusedMultiplyAdd(p, t, Vector512.Create(-0.284496736f));
        p = Vector512.FusedMultiplyAdd(p, t, Vector512.Create(0.254829592f));

        // Half of 1 - erf(|x| / sqrt 2): the tail beyond |x|.
        Vector512<float> tail = p * t * gauss * Vector512.Create(0.5f);
        Vector512<float> cumulative = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<float>.Zero), tail, Vector512<float>.One - tail);
        return (cumulative, gauss * Vector512.Create(0.39894228f));
    }

    /// <summary>Sixteen numbers, those whose bit is 0 replaced by 0.</summary>
    /// <param name="value">The numbers.</param>
    /// <param name="bits">A bit for every number, the lowest first.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Keep(Vector512<float> value, uint bits)
    {
        Vector512<uint> places = Vector512.Create(1u, 2u, 4u, 8u, 16u, 32u, 64u, 128u, 256u, 512u, 1024u, 2048u, 4096u, 8192u, 16384u, 32768u);
        Vector512<uint> dropped = Vector512.Equals(Vector512.Create(bits) & places, Vector512<uint>.Zero);
        return Vector512.AndNot(value, dropped.AsSingle());
    }
}
