using TorchSharp;

namespace I2MoE.Dsl.Randomness;

/// <summary>
/// The name of a stream of random numbers, derived from a seed and what the numbers are for. Equal keys give equal streams on every
/// machine; keys that differ in any part give independent ones.
/// </summary>
public readonly record struct RandomKey
{
    private readonly ulong _value;

    private RandomKey(ulong value) => _value = value;

    /// <summary>The key of a purpose under a seed.</summary>
    public static RandomKey Of(long seed, RandomPurpose purpose) => new RandomKey(Mix(unchecked((ulong)seed))).Derive((int)purpose);

    /// <summary>The key of a part, for example an epoch, a step or an expert.</summary>
    public RandomKey Derive(long part) => new(Mix(_value ^ Mix(unchecked((ulong)part) + 0x9E3779B97F4A7C15)));

    /// <summary>The seed of a generator of this stream.</summary>
    internal ulong Seed => _value;

    /// <summary>A torch generator of this stream.</summary>
    internal torch.Generator CreateGenerator(torch.Device device) => new(_value, device);

    // The finaliser of SplitMix64 (Steele, Lea and Flood 2014): a bijection in which every input bit reaches every output bit.
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
