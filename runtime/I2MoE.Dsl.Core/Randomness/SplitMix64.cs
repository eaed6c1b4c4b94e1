using System.ComponentModel;

namespace I2MoE.Dsl.Randomness;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood 2014): a small generator whose numbers depend on its seed alone, on every machine and with every version of .NET.
/// A mutable value: pass it by reference, because a copy repeats the numbers of its original.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct SplitMix64
{
    private const ulong Increment = 0x9E3779B97F4A7C15;

    private ulong _state;

    /// <summary>Starts the sequence of a seed.</summary>
    /// <param name="seed">Any value.</param>
    public SplitMix64(ulong seed)
    {
        _state = seed;
    }

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        unchecked
        {
            _state += Increment;
        }

        return Mix(_state);
    }

    /// <summary>The 64 bits that <see cref="Next"/> would give after <paramref name="skipped"/> others; the sequence stays where it is.</summary>
    internal readonly ulong At(long skipped)
    {
        unchecked
        {
            return Mix(_state + (((ulong)skipped + 1) * Increment));
        }
    }

    /// <summary>The next number of [0, 1), a multiple of 2^-53.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>The next whole number of [0, <paramref name="bound"/>), every one equally likely.</summary>
    /// <param name="bound">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is less than 1.</exception>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);

        // The lowest values are drawn again, so that the number of values that remain is a multiple of the bound.
        ulong rejected = unchecked(0UL - (ulong)bound) % (ulong)bound;
        ulong value;
        do
        {
            value = Next();
        }
        while (value < rejected);

        return (int)(value % (ulong)bound);
    }

    /// <summary>Brings items into a random order, every order equally likely (Fisher-Yates).</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="items">The items, reordered in place.</param>
    public void Shuffle<T>(Span<T> items)
    {
        for (int last = items.Length - 1; last > 0; last--)
        {
            int other = NextInt(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    /// <summary>Mixes 64 bits: a bijection in which every input bit reaches every output bit.</summary>
    internal static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}
