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
    private int _site;

    private DropoutSource(RandomKey[] keys, bool stacked)
    {
        _keys = keys;
        _stacked = stacked;
    }

    /// <summary>No dropout: what inference uses.</summary>
    public static DropoutSource None { get; } = new([], stacked: false);

    /// <summary>Whether this is a training step; false for <see cref="None"/>.</summary>
    public bool IsTraining => _keys.Length > 0;

    /// <summary>Dropout from one stream.</summary>
    public static DropoutSource From(RandomKey key) => new([key], stacked: false);

    /// <summary>Dropout of tensors [E, …] in which every expert has a stream of its own.</summary>
    public static DropoutSource Stacked(IEnumerable<RandomKey> keys) => new([.. keys], stacked: true);

    /// <summary>The mask of the next application, for a kernel that applies it by itself; inactive where <see cref="Apply"/> would drop nothing.</summary>
    /// <exception cref="InvalidOperationException">There are streams for several experts, whose masks differ.</exception>
    internal DropoutStream Next(double probability)
    {
        if (!IsTraining || probability == 0)
        {
            return default;
        }

        return _stacked
            ? throw new InvalidOperationException("Stacked experts have a mask each.")
            : new DropoutStream(_keys[0].Derive(_site++), probability);
    }

    /// <summary>Drops each element with probability <paramref name="probability"/> and scales the others by 1 / (1 - probability).</summary>
    public torch.Tensor Apply(torch.Tensor input, double probability)
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
                DropoutMask.Fill(mask[expert], probability, _keys[expert].Derive(site));
            }
        }
        else
        {
            DropoutMask.Fill(mask, probability, _keys[0].Derive(site));
        }

        return input * mask;
    }
}
