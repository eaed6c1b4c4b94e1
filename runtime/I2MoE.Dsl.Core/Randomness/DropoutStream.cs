using System.Runtime.CompilerServices;
using I2MoE.Dsl.Distributed;

namespace I2MoE.Dsl.Randomness;

/// <summary>
/// The mask of one application of dropout, element by element: the numbers of a stream can be had at any place, so that a mask is drawn where
/// it is used, forwards and again backwards, and never stored.
/// </summary>
internal readonly struct DropoutStream
{
    private readonly SplitMix64 _words;
    private readonly uint _threshold;
    private readonly bool _isHalf;

    // Of a share of the rows: the elements of a sample, and the samples of a pass here and in the whole batch.
    private readonly BatchShare? _share;
    private readonly long _perSample;

    /// <summary>The mask of a key.</summary>
    /// <param name="key">The key of the application.</param>
    /// <param name="probability">The probability of 0, above 0 and below 1.</param>
    /// <param name="share">The rows of every pass that the mask is for; null for all.</param>
    /// <param name="perSample">The elements of one sample in one pass.</param>
    public DropoutStream(RandomKey key, double probability, BatchShare? share = null, long perSample = 0)
    {
        _share = share;
        _perSample = perSample;
        _words = key.CreateSequence();
        _isHalf = probability == 0.5;
        _threshold = (uint)Math.Round(probability * uint.MaxValue);
        Scale = (float)(1 / (1 - probability));
    }

    /// <summary>What an element that is kept is multiplied by, 1 / (1 - p); 0 where nothing is dropped at all.</summary>
    public float Scale { get; }

    /// <summary>Whether elements are dropped; false for the default value.</summary>
    public bool IsActive => Scale != 0;

    /// <summary>The number of words that <see cref="Bits"/> writes at most for this many elements.</summary>
    public static int WordsFor(int elements) => (elements / 64) + 2;

    /// <summary>Writes a bit for every element, 1 where it is kept; all 1 where nothing is dropped. Of a share of the rows, all elements are of one sample.</summary>
    /// <param name="first">The place of the first element in the mask.</param>
    /// <param name="count">The number of elements.</param>
    /// <param name="bits">Takes the bits, <see cref="WordsFor"/> words.</param>
    /// <returns>The place of the first element's bit.</returns>
    public unsafe int Bits(long first, int count, ulong* bits)
    {
        if (!IsActive)
        {
            new Span<ulong>(bits, WordsFor(count)).Fill(ulong.MaxValue);
            return 0;
        }

        if (_share is not null)
        {
            first = PlaceInWhole(first);
        }

        if (!_isHalf)
        {
            ThresholdBits(first, count, bits);
            return 0;
        }

        int offset = (int)(first & 63);
        int words = (offset + count + 63) / 64;
        for (int word = 0; word < words; word++)
        {
            bits[word] = _words.At((first >> 6) + word);
        }

        return offset;
    }

    private long PlaceInWhole(long place)
    {
        long sample = place / _perSample;
        long row = (sample / _share!.Rows * _share.Total) + _share.First + (sample % _share.Rows);
        return (row * _perSample) + (place % _perSample);
    }

    // Half a word an element, compared with the probability.
    private unsafe void ThresholdBits(long first, int count, ulong* bits)
    {
        ulong collected = 0;
        for (int i = 0; i < count; i++)
        {
            ulong word = _words.At((first + i) >> 1);
            uint number = (uint)(((first + i) & 1) == 0 ? word : word >> 32);
            collected |= (number < _threshold ? 0UL : 1UL) << (i & 63);
            if ((i & 63) == 63 || i == count - 1)
            {
                bits[i >> 6] = collected;
                collected = 0;
            }
        }
    }

    /// <summary>Sixteen bits from any place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe uint Sixteen(ulong* bits, int place) =>
        (Unsafe.ReadUnaligned<uint>((byte*)bits + (place >> 3)) >> (place & 7)) & 0xFFFF;
}
