using I2MoE.Dsl.Cpu;
using I2MoE.Dsl.Native;
using TorchSharp;

namespace I2MoE.Dsl.Randomness;

/// <summary>Fills dropout masks: 0 with probability p, otherwise 1 / (1 - p).</summary>
internal static class DropoutMask
{
    // The numbers that are filled at once; all of a word's bits are in one piece.
    private const int Piece = 1 << 28;

    // The eight mask values that the bits of a byte stand for, at p = 0.5: one random bit an element.
    private static readonly float[] s_halves = [.. from value in Enumerable.Range(0, 256) from bit in Enumerable.Range(0, 8) select ((value >> bit) & 1) * 2f];

    /// <summary>Fills a contiguous tensor from a stream.</summary>
    public static void Fill(torch.Tensor mask, double probability, RandomKey key)
    {
        if (mask.device_type == DeviceType.CPU && mask.dtype == torch.ScalarType.Float32)
        {
            FillPieces(mask, probability, key);
        }
        else
        {
            using torch.Generator generator = key.CreateGenerator(mask.device);
            mask.bernoulli_(1 - probability, generator).mul_(1 / (1 - probability));
        }
    }

    private static unsafe void FillPieces(torch.Tensor mask, double probability, RandomKey key)
    {
        SplitMix64 words = key.CreateSequence();
        float* memory = Memory.Of<float>(mask);
        for (long left = mask.numel(); left > 0; left -= Piece, memory += Piece)
        {
            var piece = new Span<float>(memory, (int)Math.Min(left, Piece));
            if (probability == 0.5)
            {
                FillHalves(piece, ref words);
            }
            else
            {
                FillThreshold(piece, probability, ref words);
            }
        }

        GC.KeepAlive(mask);
    }

    private static void FillHalves(Span<float> mask, ref SplitMix64 words)
    {
        ReadOnlySpan<float> halves = s_halves;
        while (mask.Length >= 64)
        {
            ulong word = words.Next();
            for (int part = 0; part < 8; part++, word >>= 8)
            {
                halves.Slice((int)(word & 0xFF) * 8, 8).CopyTo(mask[(part * 8)..]);
            }

            mask = mask[64..];
        }

        ulong last = mask.Length > 0 ? words.Next() : 0;
        for (int i = 0; i < mask.Length; i++)
        {
            mask[i] = ((last >> i) & 1) * 2f;
        }
    }

    private static void FillThreshold(Span<float> mask, double probability, ref SplitMix64 words)
    {
        uint threshold = (uint)Math.Round(probability * uint.MaxValue);
        float kept = (float)(1 / (1 - probability));
        for (int i = 0; i < mask.Length; i += 2)
        {
            ulong word = words.Next();
            mask[i] = (uint)word < threshold ? 0f : kept;
            if (i + 1 < mask.Length)
            {
                mask[i + 1] = (uint)(word >> 32) < threshold ? 0f : kept;
            }
        }
    }
}
