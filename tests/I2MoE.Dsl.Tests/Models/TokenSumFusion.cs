using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Fusion;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Models;

/// <summary>Sums the tokens of all modalities and predicts with one linear layer.</summary>
internal sealed class TokenSumFusion : FusionBank
{
    private readonly StackedLinear _head;

    public TokenSumFusion(int experts, int modalities, int outputs, int embeddingDim, ExpertInitializer initializer)
        : base(nameof(TokenSumFusion), experts, outputs)
    {
        _head = new StackedLinear(embeddingDim, outputs, initializer);
        register_module("head", _head);
    }

    public override FusionOutput Forward(IReadOnlyList<torch.Tensor> embeddings, ExpertView view)
    {
        torch.Tensor latent = torch.cat([.. embeddings], dim: -2).sum(dim: -2L);
        return new FusionOutput(_head.Forward(latent, view), latent);
    }
}
