using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Specification;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace I2MoE.Dsl.Layers;

/// <summary>A convolution over one to three dimensions, batch normalisation where asked for, and ReLU: [B, C, …] to [B, C', …].</summary>
internal sealed class ConvolutionLayer : Module
{
    private readonly Parameter _weight;
    private readonly Parameter _bias;
    private readonly BatchNormalization? _normalization;
    private readonly int _padding;

    /// <summary>Creates the layer; weight and bias are drawn uniformly from +-1 / sqrt(inputs * kernel size ^ dimensions), PyTorch's default.</summary>
    public ConvolutionLayer(int dimensions, int inputs, int outputs, int kernelSize, bool batchNorm, ParameterInitializer initializer)
        : base(nameof(ConvolutionLayer))
    {
        _padding = ConvolutionSize.Padding(kernelSize);
        double bound = 1 / Math.Sqrt(inputs * Math.Pow(kernelSize, dimensions));
        _weight = initializer.Uniform(bound, [outputs, inputs, .. Enumerable.Repeat((long)kernelSize, dimensions)]);
        _bias = initializer.Uniform(bound, outputs);
        register_parameter("weight", _weight);
        register_parameter("bias", _bias);
        if (batchNorm)
        {
            _normalization = new(outputs);
            register_module("normalization", _normalization);
        }
    }

    public torch.Tensor Forward(torch.Tensor input, DropoutSource dropout)
    {
        torch.Tensor convolved = PaddedConvolution.Apply(input, _weight, _bias, _padding);
        return functional.relu(_normalization?.Forward(convolved, dropout) ?? convolved);
    }

    /// <summary>The greatest value of every whole window.</summary>
    public static torch.Tensor Pool(torch.Tensor input, int dimensions, int window) => window == 1
        ? input
        : dimensions switch
        {
            1 => functional.max_pool1d(input, window),
            2 => functional.max_pool2d(input, window),
            _ => functional.max_pool3d(input, [window, window, window]),
        };
}
