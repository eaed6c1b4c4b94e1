using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace I2MoE.Dsl.Cpu;

/// <summary>The gradients of <see cref="AttentionForward{T, TStorage}"/>. The attention weights are made again from the scores.</summary>
/// <typeparam name="T">What queries, keys and values are stored as.</typeparam>
/// <typeparam name="TStorage">How.</typeparam>
internal unsafe struct AttentionBackward<T, TStorage> : IChunkKernel
    where T : unmanaged
    where TStorage : struct, IStorage<T>
{
    public AttentionSizes Sizes;
    public T* Query;
    public T* KeyValue;
    public float* LogSums;

    /// <summary>The gradient of the mixed values, [rows of the passes, D].</summary>
    public T* OutputGradient;

    /// <summary>Takes the gradient of the queries, [kept rows, D].</summary>
    public T* QueryGradient;

    /// <summary>Takes the gradients of keys and values, [kept rows, 2 D].</summary>
    public T* KeyValueGradient;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run(int chunk)
    {
        TokenLayout layout = Sizes.Layout;
        int sample = chunk / Sizes.Heads;
        int head = chunk % Sizes.Heads;
        int tokens = layout.Tokens;
        int kept = layout.Groups * layout.PartTokens;
        int width = HeadScratch.Padded(Sizes.HeadWidth);
        int columns = HeadScratch.Padded(tokens);
        using var scratch = new HeadScratch((((5L * tokens) + (3L * kept) + columns) * width) + (3L * tokens * columns));
        var m = new Matrices
        {
            Query = scratch.Take(tokens, width),
            Key = scratch.Take(tokens, width),
            Value = scratch.Take(tokens, width),
            Gradient = scratch.Take(tokens, width),
            Result = scratch.Take(tokens, width),
            Transposed = scratch.Take(columns, width),
            Weights = scratch.Take(tokens, columns),
            Dropped = scratch.Take(tokens, columns),
            Scores = scratch.Take(tokens, columns),
        };
        float* queryGradient = scratch.Take(kept, width);
        float* keyGradient = scratch.Take(kept, width);
        float* valueGradient = scratch.Take(kept, width);
        new Span<float>(queryGradient, 3 * kept * width).Clear();
        for (int pass = 0; pass < layout.Passes; pass++)
        {
            AttentionHead.Gather<T, TStorage>(Sizes, Query, Sizes.Width, 0, pass, sample, head, m.Query, Sizes.Scale);
            AttentionHead.Gather<T, TStorage>(Sizes, KeyValue, 2 * Sizes.Width, 0, pass, sample, head, m.Key, 1);
            AttentionHead.Gather<T, TStorage>(Sizes, KeyValue, 2 * Sizes.Width, Sizes.Width, pass, sample, head, m.Value, 1);
            T* gradient = OutputGradient + (layout.PassRow(pass, sample, 0) * Sizes.Width) + (head * Sizes.HeadWidth);
            for (int token = 0; token < tokens; token++)
            {
                HeadScratch.ReadRow<T, TStorage>(gradient + ((long)token * Sizes.Width), m.Gradient + ((long)token * width), Sizes.HeadWidth, 1);
            }

            long block = Sizes.BlockOf(pass, sample, head);
            HeadScratch.Transpose(m.Key, m.Transposed, tokens, width, width, columns);
            SmallProduct.Multiply(m.Query, width, 1, m.Transposed, m.Weights, tokens, width, columns);
            Weigh(m.Weights, LogSums + (block * tokens), tokens, columns);

            AttentionHead.Drop(Sizes.Dropout, m.Weights, m.Dropped, block, tokens, columns);
            SmallProduct.Multiply(m.Dropped, 1, columns, m.Gradient, m.Result, tokens, tokens, width);
            Add(pass, m.Result, valueGradient, width);

            HeadScratch.Transpose(m.Value, m.Transposed, tokens, width, width, columns);
            SmallProduct.Multiply(m.Gradient, width, 1, m.Transposed, m.Scores, tokens, width, columns);
            AttentionHead.Drop(Sizes.Dropout, m.Scores, m.Scores, block, tokens, columns);
            ThroughSoftmax(m.Weights, m.Scores, tokens, columns);
            SmallProduct.Multiply(m.Scores, columns, 1, m.Key, m.Result, tokens, tokens, width);
            Add(pass, m.Result, queryGradient, width);
            SmallProduct.Multiply(m.Scores, 1, columns, m.Query, m.Result, tokens, tokens, width);
            Add(pass, m.Result, keyGradient, width);
        }

        Write(sample, queryGradient, QueryGradient, Sizes.Width, head * Sizes.HeadWidth, Sizes.Scale);
        Write(sample, keyGradient, KeyValueGradient, 2 * Sizes.Width, head * Sizes.HeadWidth, 1);
        Write(sample, valueGradient, KeyValueGradient, 2 * Sizes.Width, Sizes.Width + (head * Sizes.HeadWidth), 1);
    }

    private static void Weigh(float* scores, float* logSums, int tokens, int columns)
    {
        Vector512<float> beyond = AttentionHead.Beyond(tokens);
        for (int token = 0; token < tokens; token++, scores += columns)
        {
            float* last = scores + columns - VectorMath.Width;
            (Vector512.Load(last) + beyond).Store(last);
            Vector512<float> shift = Vector512.Create(logSums[token]);
            for (int i = 0; i < columns; i += VectorMath.Width)
            {
                VectorMath.Exp(Vector512.Load(scores + i) - shift).Store(scores + i);
            }
        }
    }

    // dS = P * (dP - sum over the row of P * dP), in place of dP.
    private static void ThroughSoftmax(float* weights, float* gradient, int tokens, int columns)
    {
        for (int token = 0; token < tokens; token++, weights += columns, gradient += columns)
        {
            Vector512<float> sum = default;
            for (int i = 0; i < columns; i += VectorMath.Width)
            {
                sum = Vector512.FusedMultiplyAdd(Vector512.Load(weights + i), Vector512.Load(gradient + i), sum);
            }

            Vector512<float> mean = Vector512.Create(Vector512.Sum(sum));
            for (int i = 0; i < columns; i += VectorMath.Width)
            {
                (Vector512.Load(weights + i) * (Vector512.Load(gradient + i) - mean)).Store(gradient + i);
            }
        }
    }

    // Passes that share tokens add up in the rows of their groups.
    private readonly void Add(int pass, float* result, float* sums, int width)
    {
        TokenLayout layout = Sizes.Layout;
        int length = layout.PartTokens * width;
        for (int part = 0; part < layout.Parts; part++, result += length)
        {
            float* sum = sums + ((long)layout.GroupOf[(pass * layout.Parts) + part] * length);
            for (int i = 0; i < length; i += VectorMath.Width)
            {
                (Vector512.Load(sum + i) + Vector512.Load(result + i)).Store(sum + i);
            }
        }
    }

    private readonly void Write(int sample, float* sums, T* target, int step, int offset, float scale)
    {
        TokenLayout layout = Sizes.Layout;
        int width = HeadScratch.Padded(Sizes.HeadWidth);
        for (int group = 0; group < layout.Groups; group++)
        {
            T* row = target + (layout.KeptRow(group, sample) * step) + offset;
            for (int token = 0; token < layout.PartTokens; token++, row += step, sums += width)
            {
                HeadScratch.WriteRow<T, TStorage>(sums, row, Sizes.HeadWidth, scale);
            }
        }
    }

    private struct Matrices
    {
        public float* Query;
        public float* Key;
        public float* Value;
        public float* Gradient;
        public float* Result;
        public float* Transposed;
        public float* Weights;
        public float* Dropped;
        public float* Scores;
    }
}
