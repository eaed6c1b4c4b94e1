using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using TorchSharp;

namespace I2MoE.Dsl.Randomness;

/// <summary>
/// The state of a generator of torch on the CPU, a Mersenne twister, moved over numbers that are not needed, which costs far less than to draw them.
/// </summary>
internal sealed class MersenneState
{
    private const int Words = 624;
    private const int Middle = 397;
    private const uint Upper = 0x80000000;
    private const uint Matrix = 0x9908B0DF;

    // What torch gives as a state: the seed, the words that are left, whether it is seeded, the place of the next word, the words, 64 bits each, and normal
    // numbers that were kept back.
    private const int Bytes = 5056;
    private const int LeftAt = 8;
    private const int NextAt = 16;
    private const int WordsAt = 24;

    private readonly byte[] _bytes;
    private readonly uint[] _words = new uint[Words];
    private long _rounds;

    private MersenneState(byte[] bytes)
    {
        _bytes = bytes;
        for (int word = 0; word < Words; word++)
        {
            _words[word] = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(WordsAt + (word * sizeof(ulong))));
        }
    }

    /// <summary>The state of a generator of which nothing was drawn; null where it is not of this kind.</summary>
    /// <param name="generator">The generator.</param>
    public static MersenneState? Of(torch.Generator generator)
    {
        using torch.Tensor state = generator.get_state();
        if (!BitConverter.IsLittleEndian || state.dtype != torch.ScalarType.Byte || state.numel() != Bytes)
        {
            return null;
        }

        byte[] bytes = state.bytes.ToArray();
        bool isFresh = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(LeftAt)) == 1 && BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(NextAt)) == 0;
        return isFresh ? new MersenneState(bytes) : null;
    }

    /// <summary>Moves a generator to where it is after as many words were drawn.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="count">The words since the beginning, not fewer than in the call before.</param>
    public void MoveTo(torch.Generator generator, long count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, Math.Max(0, ((_rounds - 1) * Words) + 1));
        if (count > 0)
        {
            // A round is made when a word of it is asked for.
            long rounds = (count + Words - 1) / Words;
            for (; _rounds < rounds; _rounds++)
            {
                MakeRound();
            }

            Keep((int)(count - ((rounds - 1) * Words)));
        }

        using torch.Tensor state = torch.tensor(_bytes);
        generator.set_state(state);
    }

    private void Keep(int next)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(LeftAt), Words + 1 - next);
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(NextAt), next);
        Span<ulong> words = MemoryMarshal.Cast<byte, ulong>(_bytes.AsSpan(WordsAt, Words * sizeof(ulong)));
        for (int word = 0; word < Words; word++)
        {
            words[word] = _words[word];
        }
    }

    private void MakeRound()
    {
        Span<uint> words = _words;
        Mix(words, from: 0, to: Words - Middle, distance: Middle);
        Mix(words, from: Words - Middle, to: Words - 1, distance: Middle - Words);
        words[^1] = words[Middle - 1] ^ Twist(words[^1], words[0]);
    }

    // Every word of the run is made of itself, the next one, and one so far away that as many as a vector has can be made at once.
    private static void Mix(Span<uint> words, int from, int to, int distance)
    {
        int word = from;
        for (; word + Vector<uint>.Count <= to; word += Vector<uint>.Count)
        {
            var next = new Vector<uint>(words[(word + 1)..]);
            Vector<uint> joined = (new Vector<uint>(words[word..]) & new Vector<uint>(Upper)) | (next & new Vector<uint>(~Upper));
            Vector<uint> twisted = (joined >>> 1) ^ ((Vector<uint>.Zero - (next & Vector<uint>.One)) & new Vector<uint>(Matrix));
            (new Vector<uint>(words[(word + distance)..]) ^ twisted).CopyTo(words[word..]);
        }

        for (; word < to; word++)
        {
            words[word] = words[word + distance] ^ Twist(words[word], words[word + 1]);
        }
    }

    private static uint Twist(uint word, uint next) => (((word & Upper) | (next & ~Upper)) >> 1) ^ ((0 - (next & 1)) & Matrix);
}
