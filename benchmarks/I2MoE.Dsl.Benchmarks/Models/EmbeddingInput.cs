using I2MoE.Dsl.Encoders;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Benchmarks.Models;

/// <summary>The encoder of a modality that comes as an embedding: encoders are no part of what is measured.</summary>
internal sealed class EmbeddingInput() : Encoder(nameof(EmbeddingInput))
{
    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, DropoutSource dropout) => input;
}
