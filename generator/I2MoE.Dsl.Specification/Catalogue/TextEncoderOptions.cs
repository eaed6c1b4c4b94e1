namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of the text encoder.</summary>
public static class TextEncoderOptions
{
    /// <summary>The number of token ids.</summary>
    public static Option<int> Vocabulary { get; } =
        new("Vocabulary", OptionType.Integer, "Number of token ids, the padding id among them; ids are 0 to Vocabulary - 1. It must be given.", 0, minimum: 2, maximum: 10_000_000);

    /// <summary>The id that stands for no token.</summary>
    public static Option<int> PaddingId { get; } =
        new("PaddingId", OptionType.Integer, "Token id that stands for no token; it is skipped wherever it stands.", 0, minimum: 0, maximum: 9_999_999);

    /// <summary>The size of a token.</summary>
    public static Option<int> TokenDim { get; } =
        new("TokenDim", OptionType.Integer, "Size of the embedding of a token.", 128, minimum: 1, maximum: 65_536);

    /// <summary>How tokens become one vector.</summary>
    public static Option<TextPooling> Pooling { get; } =
        new("Pooling", OptionType.Choice, "How the tokens of a text become one vector.", TextPooling.Gru);

    /// <summary>The component.</summary>
    public static EncoderDefinition Definition { get; } =
        new("text", "TextEncoder", "An embedding of token ids [T], int64, and a GRU or the mean over the real tokens.", EmbeddingKind.Vector, EncoderInput.Tokens, Vocabulary, PaddingId, TokenDim, Pooling)
        {
            RuntimeClass = "TextEncoder",
            Count = CountLayers,
        };

    private static void CountLayers(EncoderLayers layers, Component encoder, EquatableArray<int> input, int width)
    {
        double token = encoder.Get(TokenDim);
        layers.Embedding(encoder.Get(Vocabulary), token, input[0]);
        if (encoder.Get(Pooling) == TextPooling.Gru)
        {
            layers.Recurrent(EncoderLayers.GruGates, layers: 1, input[0], token, width);
        }
        else
        {
            layers.Linear("projection", token, width);
        }
    }
}
