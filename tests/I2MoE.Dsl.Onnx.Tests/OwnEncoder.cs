using I2MoE.Dsl.Encoders;
using I2MoE.Dsl.Layers;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Onnx.Tests;

/// <summary>An encoder as a user writes one.</summary>
public sealed class OwnEncoder : Encoder
{
    private readonly LinearLayer _linear;

    public OwnEncoder(Modality modality, int embeddingDim, ParameterInitializer initializer)
        : base(nameof(OwnEncoder))
    {
        _linear = new LinearLayer(modality.Shape[0], embeddingDim, initializer);
        register_module("linear", _linear);
    }

    public override torch.Tensor Forward(torch.Tensor input, DropoutSource dropout) => _linear.forward(input);
}
