using I2MoE.Dsl.Encoders;
using I2MoE.Dsl.Layers;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Encoders;

/// <summary>The mean over time of a sequence, with dropout, mapped linearly: [B, T, F] to [B, D].</summary>
internal sealed class MeanOverTimeEncoder : Encoder
{
    private readonly LinearLayer _linear;

    public MeanOverTimeEncoder(Modality modality, int embeddingDim, ParameterInitializer initializer)
        : base(nameof(MeanOverTimeEncoder))
    {
        _linear = new LinearLayer(modality.Shape[1], embeddingDim, initializer);
        register_module("linear", _linear);
    }

    public override torch.Tensor Forward(torch.Tensor input, DropoutSource dropout) =>
        _linear.forward(dropout.Apply(input.mean([1]), 0.1));
}
