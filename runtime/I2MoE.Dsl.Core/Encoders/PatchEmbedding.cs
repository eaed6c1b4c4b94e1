using System.ComponentModel;
using I2MoE.Dsl.Layers;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Encoders;

/// <summary>
/// Splits F features, zero-padded to P * ceil(F / P), into P patches and maps each linearly to the hidden size: [B, F] to [B, P, D].
/// Follows an encoder that makes vectors, or takes raw features itself (the <c>patch</c> encoder).
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PatchEmbedding : Encoder
{
    private readonly LinearLayer _projection;
    private readonly int _patches;
    private readonly int _patchLength;
    private readonly int _padding;

    /// <summary>Creates the embedding.</summary>
    /// <param name="features">The number of features F.</param>
    /// <param name="patches">The number of patches P.</param>
    /// <param name="embeddingDim">The hidden size D.</param>
    /// <param name="initializer">Draws the initial parameters.</param>
    public PatchEmbedding(int features, int patches, int embeddingDim, ParameterInitializer initializer)
        : base(nameof(PatchEmbedding))
    {
        _patches = patches;
        _patchLength = (features + patches - 1) / patches;
        _padding = (_patchLength * patches) - features;
        _projection = new(_patchLength, embeddingDim, initializer);
        register_module("projection", _projection);
    }

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, DropoutSource dropout)
    {
        torch.Tensor padded = _padding == 0 ? input : torch.nn.functional.pad(input, [0L, _padding]);
        return _projection.forward(padded.reshape(-1, _patches, _patchLength));
    }
}
