using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace I2MoE.Dsl.Cpu;

/// <summary>A step of Adam, AdamW or SGD on one parameter: the moments and the parameter in one pass.</summary>
internal unsafe struct AdamKernel : IChunkKernel
{
    /// <summary>The numbers of a chunk.</summary>
    public const int ChunkLength = 1 << 14;

    public float* Parameter;

    /// <summary>The gradient; null for zeros.</summary>
    public float* Gradient;
    public float* First;

    /// <summary>The mean of the squared gradients; null for SGD, which has none.</summary>
    public float* Second;
    public long Length;
    public float Beta1;
    public float Beta2;
    public float FirstShare;
    public float SecondShare;
    public float WeightDecay;

    /// <summary>What the parameter is multiplied by before the step: 1, or less for AdamW.</summary>
    public float Shrink;
    public float StepSize;
    public float SecondScale;
    public float Epsilon;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run(int chunk)
    {
        if (Second is null)
        {
            RunWithoutSecond(chunk);
            return;
        }

        long i = (long)chunk * ChunkLength;
        long last = Math.Min(Length, i + ChunkLength);
        for (; i + VectorMath.Width <= last; i += VectorMath.Width)
        {
            Vector512<float> parameter = Vector512.Load(Parameter + i);
            Vector512<float> gradient = Gradient is null ? Vector512<float>.Zero : Vector512.Load(Gradient + i);
            gradient += parameter * WeightDecay;
            Vector512<float> first = (Vector512.Load(First + i) * Beta1) + (gradient * FirstShare);
            Vector512<float> second = (Vector512.Load(Second + i) * Beta2) + (gradient * gradient * SecondShare);
            first.Store(First + i);
            second.Store(Second + i);
            Vector512<float> deviation = (Vector512.Sqrt(second) / Vector512.Create(SecondScale)) + Vector512.Create(Epsilon);
            ((parameter * Shrink) - (first * StepSize / deviation)).Store(Parameter + i);
        }

        for (; i < last; i++)
        {
            float gradient = (Gradient is null ? 0 : Gradient[i]) + (Parameter[i] * WeightDecay);
            First[i] = (First[i] * Beta1) + (gradient * FirstShare);
            Second[i] = (Second[i] * Beta2) + (gradient * gradient * SecondShare);
            Parameter[i] = (Parameter[i] * Shrink) - (First[i] * StepSize / ((MathF.Sqrt(Second[i]) / SecondScale) + Epsilon));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void RunWithoutSecond(int chunk)
    {
        long i = (long)chunk * ChunkLength;
        long last = Math.Min(Length, i + ChunkLength);
        for (; i + VectorMath.Width <= last; i += VectorMath.Width)
        {
            Vector512<float> parameter = Vector512.Load(Parameter + i);
            Vector512<float> gradient = Gradient is null ? Vector512<float>.Zero : Vector512.Load(Gradient + i);
            gradient += parameter * WeightDecay;
            Vector512<float> first = (Vector512.Load(First + i) * Beta1) + (gradient * FirstShare);
            first.Store(First + i);
            (parameter - (first * StepSize)).Store(Parameter + i);
        }

        for (; i < last; i++)
        {
            float gradient = (Gradient is null ? 0 : Gradient[i]) + (Parameter[i] * WeightDecay);
            First[i] = (First[i] * Beta1) + (gradient * FirstShare);
            Parameter[i] -= First[i] * StepSize;
        }
    }
}
