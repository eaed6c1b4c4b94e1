using System.ComponentModel;
using I2MoE.Dsl.Distributed;
using TorchSharp;

namespace I2MoE.Dsl.Randomness;

/// <summary>The noise that the gates of one expert draw in a training step. The n-th draw comes from the n-th stream of its key.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public class ExpertNoise
{
    private readonly RandomKey _key;
    private readonly BatchShare? _share;
    private int _draw;

    internal ExpertNoise(RandomKey key, BatchShare? share = null)
    {
        _key = key;
        _share = share;
    }

    /// <summary>Numbers evenly spread over [0, 1).</summary>
    /// <param name="modality">The modality whose gate draws.</param>
    /// <param name="pass">The pass, from 0.</param>
    /// <param name="shape">The shape of the draw; the samples come first.</param>
    /// <param name="device">The device of the draw.</param>
    public virtual torch.Tensor Uniform(int modality, int pass, long[] shape, torch.Device device)
    {
        // A generator of torch is dear to make, and there are as many draws as experts, passes and modalities.
        SplitMix64 words = _key.Derive(_draw++).CreateSequence();
        float[] numbers = new float[shape.Aggregate(1L, (product, length) => product * length)];
        long first = _share is null ? 0 : _share.First * (numbers.Length / _share.Rows);
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = (words.At(first + i) >> 40) * (1f / (1 << 24));
        }

        return torch.tensor(numbers, shape, device: device);
    }

    /// <summary>Numbers from the exponential distribution of rate 1; minus the logarithm of one is a Gumbel number.</summary>
    /// <inheritdoc cref="Uniform"/>
    public virtual torch.Tensor Exponential(int modality, int pass, long[] shape, torch.Device device) =>
        Uniform(modality, pass, shape, device).neg_().log1p_().neg_();
}
