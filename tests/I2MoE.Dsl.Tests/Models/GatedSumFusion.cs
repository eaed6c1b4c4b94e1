using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Fusion;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Models;

/// <summary>Sums the embeddings, each scaled by a learned gain, and predicts with one linear layer.</summary>
public sealed class GatedSumFusion : FusionBank
{
    private readonly TorchSharp.Modules.Parameter _gains;
    private readonly StackedLinear _head;

    public GatedSumFusion(int experts, int modalities, int outputs, int embeddingDim, ExpertInitializer initializer)
        : base(nameof(GatedSumFusion), experts, outputs)
    {
        _gains = initializer.Constant(1, modalities, embeddingDim);
        _head = new StackedLinear(embeddingDim, outputs, initializer);
        register_parameter("gains", _gains);
        register_module("head", _head);
    }

    public override FusionOutput Forward(IReadOnlyList<torch.Tensor> embeddings, ExpertView view)
    {
        // [n, D] for one expert, [E, n, D] for all.
        torch.Tensor gains = view.Of(_gains);
        torch.Tensor sum = embeddings
            .Select((embedding, modality) => embedding * gains.narrow(-2, modality, 1))
            .Aggregate((left, right) => left + right);
        torch.Tensor latent = view.Dropout.Apply(torch.nn.functional.relu(sum), probability: 0.1);
        return new FusionOutput(_head.Forward(latent, view), latent);
    }
}
