using System.ComponentModel;
using I2MoE.Dsl.Layers;
using I2MoE.Dsl.Randomness;

namespace I2MoE.Dsl.Encoders;

/// <summary>The last state of a GRU over a sequence, [B, T, F] to [B, D].</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GruEncoder : RecurrentEncoder
{
    /// <summary>Creates the encoder.</summary>
    /// <param name="features">The number of features F of a time step.</param>
    /// <param name="embeddingDim">The size D of a state and so of the embedding.</param>
    /// <param name="options">Layers and dropout.</param>
    /// <param name="initializer">Draws the initial parameters.</param>
    public GruEncoder(int features, int embeddingDim, GruEncoderOptions options, ParameterInitializer initializer)
        : base(
            nameof(GruEncoder),
            (options ?? throw new ArgumentNullException(nameof(options))).Layers,
            options.Dropout,
            layer => new GruLayer(layer == 0 ? features : embeddingDim, embeddingDim, initializer))
    {
    }
}
