using I2MoE.Dsl.Distributed;
using TorchSharp;

namespace I2MoE.Dsl.Randomness;

/// <summary>
/// Applies dropout with masks of known streams. The n-th application draws from the n-th stream of each of its keys, so that a mask
/// depends neither on global state nor on how the experts are executed.
/// </summary>
public sealed class DropoutSource
{
    private readonly RandomKey[] _keys;
    private readonly bool _stacked;
    private readonly int _passes;
    private int _site;

    private DropoutSource(RandomKey[] keys, bool stacked, BatchShare? share = null, int passes = 1)
    {
        _keys = keys;
        _stacked = stacked;
        _passes = passes;
        Share = share;
    }

    /// <summary>No dropout: what inference uses.</summary>
    public static DropoutSource None { get; } = new([], stacked: false);

    /// <summary>Whether this is a training step; false for <see cref="None"/>.</summary>
    public bool IsTraining => _keys.Length > 0;

    /// <summary>The rows of the batch that are computed here, whose masks are those that they have in the whole batch; null where all are.</summary>
    internal BatchShare? Share { get; }

    /// <summary>Dropout from one stream.</summary>
    public static DropoutSource From(RandomKey key) => new([key], stacked: false);

    /// <summary>Dropout of tensors [E, …] in which every expert has a stream of its own.</summary>
    public static DropoutSource Stacked(IEnumerable<RandomKey> keys) => new([.. keys], stacked: true);

    /// <summary>Dropout of a share of the rows of every pass.</summary>
    internal static DropoutSource From(RandomKey key, BatchShare? share, int passes = 1) => new([key], stacked: false, share, passes);

    /// <inheritdoc cref="From(RandomKey, BatchShare, int)"/>
    internal static DropoutSource Stacked(IEnumerable<RandomKey> keys, BatchShare? share, int passes) => new([.. keys], stacked: true, share, passes);

    /// <summary>The mask of the next application, for a kernel that applies it by itself; inactive where <c>Apply</c> would drop nothing.</summary>
    /// <param name="probability">The probability of 0.</param>
    /// <param name="perSample">The elements of the mask of one sample in one pass.</param>
    /// <exception cref="InvalidOperationException">There are streams for several experts, whose masks differ.</exception>
    internal DropoutStream Next(double probability, long perSample)
    {
        if (!IsTraining || probability == 0)
        {
            return default;
        }

        return _stacked
            ? throw new InvalidOperationException("Stacked experts have a mask each.")
            : new DropoutStream(_keys[0].Derive(_site++), probability, Share, perSample);
    }

    /// <summary>Drops each element with probability <paramref name="probability"/> and scales the others by 1 / (1 - probability).</summary>
    /// <param name="input">The samples of every pass, [passes * B, …], or those of every expert.</param>
    /// <param name="probability">The probability of 0.</param>
    public torch.Tensor Apply(torch.Tensor input, double probability) => Apply(input, probability, isOfSamples: true);

    /// <summary>Drops as <c>Apply</c> does, of what does not lie in the order of the samples: a share of the rows has a mask of its own.</summary>
    internal torch.Tensor ApplyToSlots(torch.Tensor input, double probability) => Apply(input, probability, isOfSamples: false);

    private torch.Tensor Apply(torch.Tensor input, double probability, bool isOfSamples)
    {
        if (!IsTraining || probability == 0)
        {
            return input;
        }

        int site = _site++;
        torch.Tensor mask = torch.empty(input.shape, dtype: input.dtype, device: input.device);
        if (_stacked)
        {
            for (int expert = 0; expert < _keys.Length; expert++)
            {
                Fill(mask[expert], probability, _keys[expert].Derive(site), isOfSamples);
            }
        }
        else
        {
            Fill(mask, probability, _keys[0].Derive(site), isOfSamples);
        }

        return input * mask;
    }

    private void Fill(torch.Tensor mask, double probability, RandomKey key, bool isOfSamples)
    {
        long samples = Share is null ? 0 : Share.Rows * _passes;
        if (Share is null)
        {
            DropoutMask.Fill(mask, probability, key);
        }
        else if (isOfSamples && mask.numel() % samples == 0)
        {
            DropoutMask.FillPart(mask, probability, key, Share, mask.numel() / samples);
        }
        else
        {
            DropoutMask.Fill(mask, probability, key.Derive(Share.First));
        }
    }
}
