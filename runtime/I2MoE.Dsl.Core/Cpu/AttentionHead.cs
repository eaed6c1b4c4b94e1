using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using I2MoE.Dsl.Randomness;

namespace I2MoE.Dsl.Cpu;

/// <summary>What attention does forwards and backwards alike with the matrices of one head.</summary>
internal static unsafe class AttentionHead
{
    /// <summary>Copies the rows of a sample in a pass, one head's columns, to [S, padded head width].</summary>
    public static void Gather<T, TStorage>(AttentionSizes sizes, T* source, int step, int offset, int pass, int sample, int head, float* target, float scale)
        where T : unmanaged
        where TStorage : struct, IStorage<T>
    {
        TokenLayout layout = sizes.Layout;
        int width = HeadScratch.Padded(sizes.HeadWidth);
        for (int part = 0; part < layout.Parts; part++)
        {
            T* row = source + (layout.KeptRow(layout.GroupOf[(pass * layout.Parts) + part], sample) * step) + offset + (head * sizes.HeadWidth);
            for (int token = 0; token < layout.PartTokens; token++, row += step, target += width)
            {
                HeadScratch.ReadRow<T, TStorage>(row, target, sizes.HeadWidth, scale);
            }
        }
    }

    /// <summary>Applies the mask of a block of attention weights, [S, padded S].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Drop(DropoutStream dropout, float* source, float* target, long block, int tokens, int columns)
    {
        if (!dropout.IsActive)
        {
            if (source != target)
            {
                new Span<float>(source, tokens * columns).CopyTo(new Span<float>(target, tokens * columns));
            }

            return;
        }

        ulong* bits = stackalloc ulong[DropoutStream.WordsFor(tokens + VectorMath.Width)];
        Vector512<float> scale = Vector512.Create(dropout.Scale);
        for (int token = 0; token < tokens; token++)
        {
            int place = dropout.Bits(((block * tokens) + token) * tokens, tokens, bits);
            for (int i = 0; i < columns; i += VectorMath.Width)
            {
                long at = ((long)token * columns) + i;
                VectorMath.Keep(Vector512.Load(source + at) * scale, DropoutStream.Sixteen(bits, place + i)).Store(target + at);
            }
        }
    }

    /// <summary>What is added to the last vector of a row of scores: 0 for tokens, -infinity beyond them.</summary>
    public static Vector512<float> Beyond(int tokens)
    {
        int used = ((tokens - 1) % VectorMath.Width) + 1;
        return Vector512.ConditionalSelect(
            Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(used)).AsSingle(),
            Vector512<float>.Zero,
            Vector512.Create(float.NegativeInfinity));
    }

    /// <summary>The greatest of sixteen numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Greatest(Vector512<float> values)
    {
        Vector256<float> eight = Vector256.Max(values.GetLower(), values.GetUpper());
        Vector128<float> four = Vector128.Max(eight.GetLower(), eight.GetUpper());
        return MathF.Max(MathF.Max(four[0], four[1]), MathF.Max(four[2], four[3]));
    }
}
