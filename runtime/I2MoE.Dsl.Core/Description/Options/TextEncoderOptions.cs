// Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue).
// Change it there and run the tests with I2MOE_ACCEPT=1.

namespace I2MoE.Dsl;

/// <summary>An embedding of token ids [T], int64, and a GRU or the mean over the real tokens.</summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed record TextEncoderOptions
{
    /// <summary>Number of token ids, the padding id among them; ids are 0 to Vocabulary - 1. It must be given.</summary>
    /// <remarks>Default: none. Allowed: 2 to 10000000.</remarks>
    public int Vocabulary { get; init; }

    /// <summary>Token id that stands for no token; it is skipped wherever it stands.</summary>
    /// <remarks>Default: 0. Allowed: 0 to 9999999.</remarks>
    public int PaddingId { get; init; }

    /// <summary>Size of the embedding of a token.</summary>
    /// <remarks>Default: 128. Allowed: 1 to 65536.</remarks>
    public int TokenDim { get; init; } = 128;

    /// <summary>How the tokens of a text become one vector.</summary>
    /// <remarks>Default: Gru. Allowed: Gru, Mean.</remarks>
    public TextPooling Pooling { get; init; } = TextPooling.Gru;
}
