using TorchSharp;

namespace I2MoE.Dsl;

/// <summary>
/// Numbers for torch that live until torch has read them. TorchSharp passes on the handle of a <see cref="Scalar"/> alone, so that the collector may free
/// the number while torch is about to read it, wherever another thread allocates: a wrong number, or "Unknown scalar type". The runtime may therefore
/// make none by itself (<c>BannedSymbols.txt</c>). What TorchSharp makes inside of itself, as for the sum of two tensors, is not kept so.
/// </summary>
internal static class TorchNumber
{
    // One call of torch takes three at most.
    private const int Kept = 32;

    [ThreadStatic]
    private static Scalar?[]? s_kept;

    [ThreadStatic]
    private static int s_next;

#pragma warning disable RS0030 // here they are made to be kept

    /// <summary>1.</summary>
    public static Scalar One { get; } = 1;

    /// <summary>A number with a point.</summary>
    public static Scalar Of(double value) => Keep(value);

    /// <summary>A whole number.</summary>
    public static Scalar Of(long value) => Keep(value);

    /// <summary>True or false.</summary>
    public static Scalar Of(bool value) => Keep(value);

#pragma warning restore RS0030

    private static Scalar Keep(Scalar number)
    {
        Scalar?[] kept = s_kept ??= new Scalar?[Kept];
        s_next = (s_next + 1) % Kept;
        return kept[s_next] = number;
    }
}
