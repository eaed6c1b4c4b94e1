using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Fusion;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Onnx.Tests;

/// <summary>A fusion as a user writes one.</summary>
public sealed class OwnFusion : FusionBank
{
    private readonly StackedLinear _head;

    public OwnFusion(int experts, int modalities, int outputs, int embeddingDim, ExpertInitializer initializer)
        : base(nameof(OwnFusion), experts, outputs)
    {
        _head = new StackedLinear(modalities * embeddingDim, outputs, initializer);
        register_module("head", _head);
    }

    public override FusionOutput Forward(IReadOnlyList<torch.Tensor> embeddings, ExpertView view)
    {
        torch.Tensor latent = torch.cat([.. embeddings], dim: -1);
        return new FusionOutput(_head.Forward(latent, view), latent);
    }
}
