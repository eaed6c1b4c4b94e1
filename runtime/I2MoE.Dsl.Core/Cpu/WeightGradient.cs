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
    private const int PanelWidth = PanelTile.Width;
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
                for (int output = 0; output < outputs;)
                {
                    int tile = PanelTile.RowsOf(outputs - output);
                    float* sum = sums + (output * width) + (panel * PanelWidth);
                    PanelTile.Multiply(tile, left + (output * depth), 1, tile, right + ((long)panel * PanelWidth * depth), sum, depth, width, adds: true);
                    output += tile;
                }
            }
        }

        for (int output = 0; output < outputs; output++)
        {
            new Span<float>(sums + (output * width), Inputs).CopyTo(new Span<float>(Result + ((long)(first + output) * Inputs), Inputs));
        }
    }

    // [depth, outputs] -> by tile, [depth, rows of the tile]; a slice has 12 or 4, because the outputs are a multiple of 16.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void PackLeft(float* source, float* target, int depth, int outputs)
    {
        int tile;
        for (int output = 0; output < outputs; output += tile)
        {
            tile = PanelTile.RowsOf(outputs - output);
            float* from = source + output;
            if (tile == PanelTile.GreatestRows)
            {
                for (int row = 0; row < depth; row++, from += Outputs, target += PanelTile.GreatestRows)
                {
                    Vector256.Load(from).Store(target);
                    Vector128.Load(from + 8).Store(target + 8);
                }
            }
            else
            {
                for (int row = 0; row < depth; row++, from += Outputs, target += tile)
                {
                    Vector128.Load(from).Store(target);
                }
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
}
