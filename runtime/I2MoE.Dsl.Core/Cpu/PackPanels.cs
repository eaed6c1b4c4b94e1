using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using I2MoE.Dsl.Native;
using TorchSharp;

namespace I2MoE.Dsl.Cpu;

/// <summary>
/// Lays a weight [outputs, inputs] out for <see cref="PanelProduct"/>: [panels, depth, 32], a panel a chunk, so that a product reads it from the
/// first number to the last. What is beyond the columns is 0.
/// </summary>
internal unsafe struct PackPanels : ICountedKernel
{
    private const int Width = VectorMath.Width;
    private const int PanelWidth = PanelTile.Width;

    public float* Weight;
    public float* Panels;
    public int Outputs;
    public int Inputs;

    /// <summary>Whether the columns are the outputs, as forwards; otherwise the inputs, as for the gradient of the rows.</summary>
    public bool IsForward;

    /// <summary>The columns of the product.</summary>
    public readonly int Columns => IsForward ? Outputs : Inputs;

    /// <summary>The number of panels.</summary>
    public readonly int Chunks => (Columns + PanelWidth - 1) / PanelWidth;

    /// <summary>The numbers of all panels.</summary>
    public readonly long Length => (long)Chunks * PanelWidth * (IsForward ? Inputs : Outputs);

    /// <summary>Packs weights, all of them in one go.</summary>
    /// <param name="isForward">Whether the rows have as many numbers as the weights have inputs; otherwise as many as they have outputs.</param>
    /// <param name="weights">The weights, each [outputs, inputs].</param>
    /// <returns>The panels of each.</returns>
    public static torch.Tensor[] Pack(bool isForward, params torch.Tensor[] weights)
    {
        var kernels = new PackPanels[weights.Length];
        var panels = new torch.Tensor[weights.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            kernels[i] = new PackPanels
            {
                Weight = Memory.Of<float>(weights[i]),
                Outputs = (int)weights[i].shape[0],
                Inputs = (int)weights[i].shape[1],
                IsForward = isForward,
            };
            panels[i] = torch.empty(kernels[i].Length);
            kernels[i].Panels = Memory.Of<float>(panels[i]);
        }

        KernelSequence<PackPanels>.Run(kernels);
        return panels;
    }

    /// <inheritdoc/>
    public readonly void Run(int chunk)
    {
        int column = chunk * PanelWidth;
        int columns = Math.Min(PanelWidth, Columns - column);
        if (IsForward)
        {
            Transpose(Weight + ((long)column * Inputs), Panels + ((long)column * Inputs), columns);
        }
        else
        {
            Copy(Weight + column, Panels + ((long)column * Outputs), columns);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Copy(float* source, float* target, int columns)
    {
        for (int row = 0; row < Outputs; row++, source += Inputs, target += PanelWidth)
        {
            Vector512.Load(source).Store(target);
            (columns == PanelWidth ? Vector512.Load(source + Width) : Vector512<float>.Zero).Store(target + Width);
        }
    }

    // Four rows and four columns at a time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Transpose(float* source, float* target, int columns)
    {
        for (int input = 0; input < Inputs; input += 4)
        {
            float* to = target + ((long)input * PanelWidth);
            for (int column = 0; column < PanelWidth; column += 4, to += 4)
            {
                Vector128<float> a = default, b = default, c = default, d = default;
                if (column < columns)
                {
                    float* from = source + ((long)column * Inputs) + input;
                    a = Vector128.Load(from);
                    b = Vector128.Load(from + Inputs);
                    c = Vector128.Load(from + (2L * Inputs));
                    d = Vector128.Load(from + (3L * Inputs));
                }

                Vector128<float> abLow = Sse.UnpackLow(a, b);
                Vector128<float> abHigh = Sse.UnpackHigh(a, b);
                Vector128<float> cdLow = Sse.UnpackLow(c, d);
                Vector128<float> cdHigh = Sse.UnpackHigh(c, d);
                Sse.MoveLowToHigh(abLow, cdLow).Store(to);
                Sse.MoveHighToLow(cdLow, abLow).Store(to + PanelWidth);
                Sse.MoveLowToHigh(abHigh, cdHigh).Store(to + (2 * PanelWidth));
                Sse.MoveHighToLow(cdHigh, abHigh).Store(to + (3 * PanelWidth));
            }
        }
    }
}
