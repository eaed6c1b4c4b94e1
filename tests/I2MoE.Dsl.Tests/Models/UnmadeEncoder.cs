using I2MoE.Dsl.Encoders;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Models;

/// <summary>An encoder that is never to be made.</summary>
internal sealed class UnmadeEncoder : Encoder
{
    public UnmadeEncoder(Modality modality, int embeddingDim, ParameterInitializer initializer)
        : base(nameof(UnmadeEncoder)) =>
        throw new InvalidOperationException($"The model was made: {modality}, {embeddingDim}, {initializer}.");

    public override torch.Tensor Forward(torch.Tensor input, DropoutSource dropout) => input;
}
