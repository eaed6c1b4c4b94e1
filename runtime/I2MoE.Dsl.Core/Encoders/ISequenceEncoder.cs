using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Encoders;

/// <summary>An encoder of sequences that sees nothing of what follows their ends.</summary>
internal interface ISequenceEncoder
{
    /// <summary>The embedding of sequences with lengths of their own, [B, D].</summary>
    /// <param name="steps">The sequences, [B, T, F], with 0 after their ends.</param>
    /// <param name="lengths">The number of steps of each, 0 to T, int64, [B].</param>
    /// <param name="dropout">Applies dropout in training and nothing at inference.</param>
    torch.Tensor Forward(torch.Tensor steps, torch.Tensor lengths, DropoutSource dropout);
}
