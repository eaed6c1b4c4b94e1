using System.ComponentModel;
using I2MoE.Dsl.Layers;
using I2MoE.Dsl.Randomness;

namespace I2MoE.Dsl.Encoders;

/// <summary>The last state of an LSTM over a sequence, [B, T, F] to [B, D].</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LstmEncoder : RecurrentEncoder
{
    /// <summary>Creates the encoder.</summary>
    /// <param name="features">The number of features F of a time step.</param>
    /// <param name="embeddingDim">The size D of a state and so of the embedding.</param>
    /// <param name="options">Layers and dropout.</param>
    /// <param name="initializer">Draws the initial parameters.</param>
    public LstmEncoder(int features, int embeddingDim, LstmEncoderOptions options, ParameterInitializer initializer)
        : base(
            nameof(LstmEncoder),
            (options ?? throw new ArgumentNullException(nameof(options))).Layers,
            options.Dropout,
            layer => new LstmLayer(layer == 0 ? features : embeddingDim, embeddingDim, initializer))
    {
    }
}
