using I2MoE.Dsl.Native;
using I2MoE.Dsl.Randomness;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Cpu;

/// <summary>The kernels of which the branches with products of their own are put together, on tensors. Parameters begin with gain and bias of the normalisation.</summary>
internal static unsafe class OwnParts
{
    /// <summary>Normalisation, whose result's place is left open.</summary>
    public static LayerNormForward<float, FloatStorage> Norm(Tensor tokens, Tensor[] parameters, Tensor statistics) => new()
    {
        Input = Memory.Of<float>(tokens),
        Gain = Memory.Of<float>(parameters[0]),
        Bias = Memory.Of<float>(parameters[1]),
        Statistics = Memory.Of<float>(statistics),
        Rows = (int)statistics.shape[0],
        Width = (int)parameters[0].shape[0],
    };

    /// <summary>Normalisation with known statistics.</summary>
    public static LayerNormForward<float, FloatStorage> NormAgain(Tensor tokens, Tensor[] parameters, Tensor statistics, Tensor normal)
    {
        LayerNormForward<float, FloatStorage> norm = Norm(tokens, parameters, statistics);
        norm.HasStatistics = true;
        norm.Output = Memory.Of<float>(normal);
        return norm;
    }

    /// <summary>The gradient of the normalisation, the gradient of whose result is left open.</summary>
    public static LayerNormBackward<float, FloatStorage> NormBackward(
        Tensor tokens, Tensor[] parameters, Tensor statistics, Tensor inputGradient, Tensor? residual, Tensor parameterGradients, TokenLayout layout) => new()
        {
            Input = Memory.Of<float>(tokens),
            Statistics = Memory.Of<float>(statistics),
            Gain = Memory.Of<float>(parameters[0]),
            InputGradient = Memory.Of<float>(inputGradient),
            ResidualGradient = residual is null ? null : Memory.Of<float>(residual),
            ParameterGradients = Memory.Of<float>(parameterGradients),
            Layout = layout,
            Rows = (int)statistics.shape[0],
            Width = (int)parameters[0].shape[0],
        };

    /// <summary>The end of a branch, which takes its product from where its result goes.</summary>
    public static BranchEnd<float, FloatStorage> End(
        Tensor output, Tensor bias, Tensor? residual, TokenLayout layout, DropoutStream dropout, DropoutStream secondDropout) => new()
        {
            Product = Memory.Of<float>(output),
            Bias = Memory.Of<float>(bias),
            Residual = residual is null ? null : Memory.Of<float>(residual),
            Output = Memory.Of<float>(output),
            Layout = layout,
            Dropout = dropout,
            SecondDropout = secondDropout,
            Rows = layout.Rows,
            Width = (int)bias.shape[0],
        };

    /// <summary>The gradient of the end of a branch.</summary>
    public static BranchEndBackward<float, FloatStorage> EndBackward(
        Tensor gradient, Tensor product, Tensor biasGradients, bool hasResidual, DropoutStream dropout, DropoutStream secondDropout) => new()
        {
            OutputGradient = Memory.Of<float>(gradient),
            ProductGradient = Memory.Of<float>(product),
            BiasGradients = Memory.Of<float>(biasGradients),
            HasResidual = hasResidual,
            Dropout = dropout,
            SecondDropout = secondDropout,
            Rows = (int)product.shape[0],
            Width = (int)product.shape[1],
        };

    /// <summary>Products with a packed weight.</summary>
    public static RowProduct Product(Tensor panels, Tensor result) => new()
    {
        Panels = Memory.Of<float>(panels),
        Result = Memory.Of<float>(result),
        Columns = (int)result.shape[^1],
    };
}
