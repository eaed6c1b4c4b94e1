using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Encoders;

/// <summary>Turns the input of one modality into its embedding.</summary>
public abstract class Encoder : torch.nn.Module
{
    /// <summary>Creates the encoder.</summary>
    /// <param name="name">The name of the module.</param>
    protected Encoder(string name)
        : base(name) => NnpackSwitch.TurnOff();

    /// <summary>The embedding of a batch: [B, D], or [B, P, D] for an encoder that makes tokens.</summary>
    /// <param name="input">The input, [B, …].</param>
    /// <param name="dropout">Applies dropout in training and nothing at inference.</param>
    public abstract torch.Tensor Forward(torch.Tensor input, DropoutSource dropout);
}
