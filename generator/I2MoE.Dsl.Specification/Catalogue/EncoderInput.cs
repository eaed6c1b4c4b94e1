namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>What one sample of an encoder's input is.</summary>
public sealed class EncoderInput
{
    private EncoderInput(string meaning, bool isTokens, params string[] dimensions)
    {
        Meaning = meaning;
        IsTokens = isTokens;
        Dimensions = dimensions;
    }

    /// <summary>A vector of features.</summary>
    public static EncoderInput Vector { get; } = new("a vector of features", isTokens: false, "F");

    /// <summary>A sequence: time steps of features.</summary>
    public static EncoderInput Sequence { get; } = new("a sequence: time steps, features", isTokens: false, "T", "F");

    /// <summary>An image.</summary>
    public static EncoderInput Image { get; } = new("an image: channels, height, width", isTokens: false, "C", "H", "W");

    /// <summary>A volume.</summary>
    public static EncoderInput Volume { get; } = new("a volume: channels, depth, height, width", isTokens: false, "C", "Z", "H", "W");

    /// <summary>A text: whole numbers that stand for tokens.</summary>
    public static EncoderInput Tokens { get; } = new("a text: token ids", isTokens: true, "T");

    /// <summary>Anything.</summary>
    public static EncoderInput Any { get; } = new("anything", isTokens: false);

    /// <summary>The dimensions of one sample by their letters; none where any shape will do.</summary>
    public IReadOnlyList<string> Dimensions { get; }

    /// <summary>What it is, in words.</summary>
    public string Meaning { get; }

    /// <summary>Whether the values are token ids, int64, and not features, float32.</summary>
    public bool IsTokens { get; }

    /// <summary>Whether a sample may have <paramref name="rank"/> dimensions.</summary>
    public bool TakesRank(int rank) => Dimensions.Count == 0 || Dimensions.Count == rank;
}
