using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace I2MoE.Dsl.Cpu;

/// <summary>drop(softmax(q k' / sqrt(d))) v for one sample and one head at a time, all in the cache.</summary>
/// <typeparam name="T">What queries, keys and values are stored as.</typeparam>
/// <typeparam name="TStorage">How.</typeparam>
internal unsafe struct AttentionForward<T, TStorage> : IChunkKernel
    where T : unmanaged
    where TStorage : struct, IStorage<T>
{
    public AttentionSizes Sizes;

    /// <summary>The queries, [kept rows, D].</summary>
    public T* Query;

    /// <summary>Keys and values side by side, [kept rows, 2 D].</summary>
    public T* KeyValue;

    /// <summary>Takes the mixed values, [rows of the passes, D].</summary>
    public T* Output;

    /// <summary>Takes the logarithm of the sum of the exponentials of every row of scores, by block.</summary>
    public float* LogSums;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run(int chunk)
    {
        TokenLayout layout = Sizes.Layout;
        int sample = chunk / Sizes.Heads;
        int head = chunk % Sizes.Heads;
        int tokens = layout.Tokens;
        int width = HeadScratch.Padded(Sizes.HeadWidth);
        int columns = HeadScratch.Padded(tokens);
        using var scratch = new HeadScratch((4L * tokens * width) + ((long)columns * width) + ((long)tokens * columns));
        float* query = scratch.Take(tokens, width);
        float* key = scratch.Take(tokens, width);
        float* value = scratch.Take(tokens, width);
        float* mixed = scratch.Take(tokens, width);
        float* keyTransposed = scratch.Take(width, columns);
        float* weights = scratch.Take(tokens, columns);
        for (int pass = 0; pass < layout.Passes; pass++)
        {
            AttentionHead.Gather<T, TStorage>(Sizes, Query, Sizes.Width, 0, pass, sample, head, query, Sizes.Scale);
            AttentionHead.Gather<T, TStorage>(Sizes, KeyValue, 2 * Sizes.Width, 0, pass, sample, head, key, 1);
            AttentionHead.Gather<T, TStorage>(Sizes, KeyValue, 2 * Sizes.Width, Sizes.Width, pass, sample, head, value, 1);
            HeadScratch.Transpose(key, keyTransposed, tokens, width, width, columns);
            SmallProduct.Multiply(query, width, 1, keyTransposed, weights, tokens, width, columns);
            long block = Sizes.BlockOf(pass, sample, head);
            Softmax(weights, LogSums + (block * tokens), tokens, columns);
            AttentionHead.Drop(Sizes.Dropout, weights, weights, block, tokens, columns);
            SmallProduct.Multiply(weights, columns, 1, value, mixed, tokens, tokens, width);
            T* output = Output + (layout.PassRow(pass, sample, 0) * Sizes.Width) + (head * Sizes.HeadWidth);
            for (int token = 0; token < tokens; token++)
            {
                HeadScratch.WriteRow<T, TStorage>(mixed + ((long)token * width), output + ((long)token * Sizes.Width), Sizes.HeadWidth, 1);
            }
        }
    }

    private static void Softmax(float* scores, float* logSums, int tokens, int columns)
    {
        Vector512<float> beyond = AttentionHead.Beyond(tokens);
        for (int token = 0; token < tokens; token++, scores += columns)
        {
            // What is beyond the tokens is -infinity, and so 0 after the exponential.
            float* last = scores + columns - VectorMath.Width;
            (Vector512.Load(last) + beyond).Store(last);
            Vector512<float> greatest = Vector512.Load(scores);
            for (int i = VectorMath.Width; i < columns; i += VectorMath.Width)
            {
                greatest = Vector512.Max(greatest, Vector512.Load(scores + i));
            }

            float maximum = AttentionHead.Greatest(greatest);
            Vector512<float> shift = Vector512.Create(maximum);
            Vector512<float> sum = default;
            for (int i = 0; i < columns; i += VectorMath.Width)
            {
                Vector512<float> exponential = VectorMath.Exp(Vector512.Load(scores + i) - shift);
                sum += exponential;
                exponential.Store(scores + i);
            }

            float total = Vector512.Sum(sum);
            logSums[token] = maximum + MathF.Log(total);
            Vector512<float> reciprocal = Vector512.Create(1 / total);
            for (int i = 0; i < columns; i += VectorMath.Width)
            {
                (Vector512.Load(scores + i) * reciprocal).Store(scores + i);
            }
        }
    }
}
