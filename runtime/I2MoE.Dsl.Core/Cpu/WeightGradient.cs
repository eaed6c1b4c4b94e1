using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using I2MoE.Dsl.Native;
using TorchSharp;

namespace I2MoE.Dsl.Cpu;

/// <summary>
/// The gradient of a weight, [outputs, inputs] = (gradient of the products)' * (rows): a slice of outputs a chunk. The rows are taken in blocks
/// that fit the cache, in their order, so that a sum does not depend on how the outputs are divided.
/// </summary>
internal unsafe struct WeightGradient : ICountedKernel
{
    private const int Width = VectorMath.Width;
    private const int PanelWidth = PanelProduct.PanelWidth;
    private const int TileRows = 8;
    private const int Block = 128;
    private const int Slice = 64;

    /// <summary>The gradient of the products, [rows, outputs].</summary>
    public float* Gradient;

    /// <summary>The rows, [rows, inputs].</summary>
    public float* Input;

    /// <summary>Takes the gradient of the weight, [outputs, inputs].</summary>
    public float* Result;
    public int Rows;

    /// <summary>A multiple of 16.</summary>
    public int Outputs;

    /// <summary>A multiple of 16.</summary>
    public int Inputs;

    /// <inheritdoc/>
    public readonly int Chunks => (Outputs + Slice - 1) / Slice;

    /// <summary>The gradient of a weight.</summary>
    /// <param name="gradient">The gradient of the products, [rows, outputs].</param>
    /// <param name="input">The rows, [rows, inputs].</param>
    /// <param name="result">Takes the gradient of the weight, [outputs, inputs].</param>
    public static WeightGradient Of(torch.Tensor gradient, torch.Tensor input, torch.Tensor result) => new()
    {
        Gradient = Memory.Of<float>(gradient),
        Input = Memory.Of<float>(input),
        Result = Memory.Of<float>(result),
        Rows = (int)gradient.shape[0],
        Outputs = (int)gradient.shape[1],
        Inputs = (int)input.shape[1],
    };

    /// <inheritdoc/>
    public readonly void Run(int chunk)
    {
        int first = chunk * Slice;
        int outputs = Math.Min(Slice, Outputs - first);
        int panels = (Inputs + PanelWidth - 1) / PanelWidth;
        long width = (long)panels * PanelWidth;
        using var scratch = new HeadScratch(((long)Block * (width + Slice)) + (outputs * width));
        float* left = scratch.Take(Block, Slice);
        float* right = scratch.Take(Block, (int)width);
        float* sums = scratch.Take(outputs, (int)width);
        new Span<float>(sums, (int)(outputs * width)).Clear();
        for (int row = 0; row < Rows; row += Block)
        {
            int depth = Math.Min(Block, Rows - row);
            PackLeft(Gradient + ((long)row * Outputs) + first, left, depth, outputs);
            PackRight(Input + ((long)row * Inputs), right, depth);
            for (int panel = 0; panel < panels; panel++)
            {
                for (int output = 0; output < outputs; output += TileRows)
                {
                    Tile(left + (output * depth), right + ((long)panel * PanelWidth * depth), sums + (output * width) + (panel * PanelWidth), depth, width);
                }
            }
        }

        for (int output = 0; output < outputs; output++)
        {
            new Span<float>(sums + (output * width), Inputs).CopyTo(new Span<float>(Result + ((long)(first + output) * Inputs), Inputs));
        }
    }

    // [depth, outputs] -> [outputs / 8, depth, 8]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void PackLeft(float* source, float* target, int depth, int outputs)
    {
        for (int output = 0; output < outputs; output += TileRows)
        {
            float* from = source + output;
            for (int row = 0; row < depth; row++, from += Outputs, target += TileRows)
            {
                Vector256.Load(from).Store(target);
            }
        }
    }

    // [depth, inputs] -> [inputs / 32, depth, 32]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void PackRight(float* source, float* target, int depth)
    {
        for (int input = 0; input < Inputs; input += PanelWidth)
        {
            bool isWhole = input + PanelWidth <= Inputs;
            float* from = source + input;
            for (int row = 0; row < depth; row++, from += Inputs, target += PanelWidth)
            {
                Vector512.Load(from).Store(target);
                (isWhole ? Vector512.Load(from + Width) : Vector512<float>.Zero).Store(target + Width);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile(float* a, float* b, float* c, int depth, long columns)
    {
        float* sum = c;
        Vector512<float> c00 = Vector512.Load(sum);
        Vector512<float> c01 = Vector512.Load(sum + Width);
        sum += columns;
        Vector512<float> c10 = Vector512.Load(sum);
        Vector512<float> c11 = Vector512.Load(sum + Width);
        sum += columns;
        Vector512<float> c20 = Vector512.Load(sum);
        Vector512<float> c21 = Vector512.Load(sum + Width);
        sum += columns;
        Vector512<float> c30 = Vector512.Load(sum);
        Vector512<float> c31 = Vector512.Load(sum + Width);
        sum += columns;
        Vector512<float> c40 = Vector512.Load(sum);
        Vector512<float> c41 = Vector512.Load(sum + Width);
        sum += columns;
        Vector512<float> c50 = Vector512.Load(sum);
        Vector512<float> c51 = Vector512.Load(sum + Width);
        sum += columns;
        Vector512<float> c60 = Vector512.Load(sum);
        Vector512<float> c61 = Vector512.Load(sum + Width);
        sum += columns;
        Vector512<float> c70 = Vector512.Load(sum);
        Vector512<float> c71 = Vector512.Load(sum + Width);
        for (int k = 0; k < depth; k++, a += TileRows, b += PanelWidth)
        {
            Vector512<float> b0 = Vector512.Load(b);
            Vector512<float> b1 = Vector512.Load(b + Width);
            Vector512<float> x = Vector512.Create(a[0]);
            c00 = Vector512.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(x, b1, c01);
            x = Vector512.Create(a[1]);
            c10 = Vector512.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(x, b1, c11);
            x = Vector512.Create(a[2]);
            c20 = Vector512.FusedMultiplyAdd(x, b0, c20);
            c21 = Vector512.FusedMultiplyAdd(x, b1, c21);
            x = Vector512.Create(a[3]);
            c30 = Vector512.FusedMultiplyAdd(x, b0, c30);
            c31 = Vector512.FusedMultiplyAdd(x, b1, c31);
            x = Vector512.Create(a[4]);
            c40 = Vector512.FusedMultiplyAdd(x, b0, c40);
            c41 = Vector512.FusedMultiplyAdd(x, b1, c41);
            x = Vector512.Create(a[5]);
            c50 = Vector512.FusedMultiplyAdd(x, b0, c50);
            c51 = Vector512.FusedMultiplyAdd(x, b1, c51);
            x = Vector512.Create(a[6]);
            c60 = Vector512.FusedMultiplyAdd(x, b0, c60);
            c61 = Vector512.FusedMultiplyAdd(x, b1, c61);
            x = Vector512.Create(a[7]);
            c70 = Vector512.FusedMultiplyAdd(x, b0, c70);
            c71 = Vector512.FusedMultiplyAdd(x, b1, c71);
        }

        c00.Store(c);
        c01.Store(c + Width);
        c += columns;
        c10.Store(c);
        c11.Store(c + Width);
        c += columns;
        c20.Store(c);
        c21.Store(c + Width);
        c += columns;
        c30.Store(c);
        c31.Store(c + Width);
        c += columns;
        c40.Store(c);
        c41.Store(c + Width);
        c += columns;
        c50.Store(c);
        c51.Store(c + Width);
        c += columns;
        c60.Store(c);
        c61.Store(c + Width);
        c += columns;
        c70.Store(c);
        c71.Store(c + Width);
    }
}
