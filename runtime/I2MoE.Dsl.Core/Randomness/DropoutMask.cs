using System.Runtime.Intrinsics;
using I2MoE.Dsl.Distributed;
using I2MoE.Dsl.Native;
using TorchSharp;

namespace I2MoE.Dsl.Randomness;

/// <summary>Fills dropout masks: 0 with probability p, otherwise 1 / (1 - p).</summary>
internal static class DropoutMask
{
    // The elements whose bits are drawn at once: they stay in the first cache.
    private const int Piece = 8192;

    // The eight elements that the bits of a byte stand for.
    private static readonly float[] s_bits = [.. from value in Enumerable.Range(0, 256) from bit in Enumerable.Range(0, 8) select (float)((value >> bit) & 1)];

    /// <summary>Fills a contiguous tensor from a stream.</summary>
    public static void Fill(torch.Tensor mask, double probability, RandomKey key)
    {
        if (mask.device_type == DeviceType.CPU && mask.dtype == torch.ScalarType.Float32)
        {
            Store(mask, new DropoutStream(key, probability));
        }
        else
        {
            using torch.Generator generator = key.CreateGenerator(mask.device);
            mask.bernoulli_(1 - probability, generator).mul_(TorchNumber.Of(1 / (1 - probability)));
        }
    }

    /// <summary>Fills the part of a mask, [passes * rows, …], that a share of the rows of every pass has of the mask of all rows.</summary>
    /// <param name="mask">The part, contiguous.</param>
    /// <param name="probability">The probability of 0.</param>
    /// <param name="key">The stream of the whole mask.</param>
    /// <param name="share">The share.</param>
    /// <param name="perSample">The elements of one sample in one pass.</param>
    public static void FillPart(torch.Tensor mask, double probability, RandomKey key, BatchShare share, long perSample)
    {
        if (mask.device_type == DeviceType.CPU && mask.dtype == torch.ScalarType.Float32)
        {
            StoreSamples(mask, new DropoutStream(key, probability, share, perSample), perSample);
            return;
        }

        using torch.Tensor whole = torch.empty([mask.numel() / perSample / share.Rows, share.Total, perSample], dtype: mask.dtype, device: mask.device);
        Fill(whole, probability, key);
        using torch.Tensor part = share.Part(whole, 1);
        using torch.Tensor rows = mask.view(whole.shape[0], share.Rows, perSample);
        rows.copy_(part);
    }

    private static unsafe void StoreSamples(torch.Tensor mask, DropoutStream stream, long perSample)
    {
        ulong* bits = stackalloc ulong[DropoutStream.WordsFor(Piece)];
        float* memory = Memory.Of<float>(mask);
        for (long sample = 0; sample < mask.numel(); sample += perSample)
        {
            for (long first = 0; first < perSample; first += Piece)
            {
                int count = (int)Math.Min(Piece, perSample - first);
                int place = stream.Bits(sample + first, count, bits);
                for (int i = 0; i < count; i++)
                {
                    memory[sample + first + i] = ((bits[(place + i) >> 6] >> ((place + i) & 63)) & 1) * stream.Scale;
                }
            }
        }

        GC.KeepAlive(mask);
    }

    // A mask that is stored is the one that a kernel draws where it uses it.
    private static unsafe void Store(torch.Tensor mask, DropoutStream stream)
    {
        ulong* bits = stackalloc ulong[DropoutStream.WordsFor(Piece)];
        float* memory = Memory.Of<float>(mask);
        for (long first = 0; first < mask.numel(); first += Piece)
        {
            int count = (int)Math.Min(Piece, mask.numel() - first);
            stream.Bits(first, count, bits); // A piece begins at a word, so that its first bit is that of its first element.
            Expand(new ReadOnlySpan<byte>(bits, (count + 7) / 8), new Span<float>(memory + first, count), stream.Scale);
        }

        GC.KeepAlive(mask);
    }

    private static void Expand(ReadOnlySpan<byte> bits, Span<float> mask, float scale)
    {
        ReadOnlySpan<float> table = s_bits;
        var scales = Vector256.Create(scale);
        int whole = mask.Length / 8;
        for (int i = 0; i < whole; i++)
        {
            (Vector256.Create(table.Slice(bits[i] * 8, 8)) * scales).CopyTo(mask[(i * 8)..]);
        }

        for (int i = whole * 8; i < mask.Length; i++)
        {
            mask[i] = ((bits[i >> 3] >> (i & 7)) & 1) * scale;
        }
    }
}
