using System.ComponentModel;
using TorchSharp;

namespace I2MoE.Dsl.Randomness;

/// <summary>
/// The name of a stream of random numbers, derived from a seed and what the numbers are for. Equal keys give equal streams on every
/// machine; keys that differ in any part give independent ones.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct RandomKey
{
    private readonly ulong _value;

    private RandomKey(ulong value) => _value = value;

    /// <summary>The key of a purpose under a seed.</summary>
    public static RandomKey Of(long seed, RandomPurpose purpose) => new RandomKey(SplitMix64.Mix(unchecked((ulong)seed))).Derive((int)purpose);

    /// <summary>The key of a part, for example an epoch, a step or an expert.</summary>
    public RandomKey Derive(long part) => new(SplitMix64.Mix(_value ^ SplitMix64.Mix(unchecked((ulong)part) + 0x9E3779B97F4A7C15)));

    /// <summary>The numbers of this stream, from the first.</summary>
    internal SplitMix64 CreateSequence() => new(_value);

    /// <summary>A torch generator of this stream.</summary>
    internal torch.Generator CreateGenerator(torch.Device device) => new(_value, device);
}
