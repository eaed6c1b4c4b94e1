namespace I2MoE.Dsl.Specification;

/// <summary>What the layers of an encoder need.</summary>
/// <param name="tally">Takes the sizes.</param>
/// <param name="modality">The name of the modality, for messages.</param>
internal sealed class EncoderLayers(SizeTally tally, string modality)
{
    /// <summary>The gates of a GRU.</summary>
    public const int GruGates = 3;

    /// <summary>The gates of an LSTM.</summary>
    public const int LstmGates = 4;

    /// <summary>A linear map of rows.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="inputs">The numbers of a row before.</param>
    /// <param name="outputs">The numbers of a row after.</param>
    /// <param name="rows">The rows of a sample.</param>
    /// <param name="after">The numbers a sample that what follows it keeps: an activation, a mask.</param>
    public void Linear(string name, double inputs, double outputs, double rows = 1, double after = 0)
    {
        tally.Linear(Named(name), inputs, outputs);
        tally.Layer("the result of " + Named(name), rows * outputs, (rows * outputs) + after, rows * (inputs + outputs));
    }

    /// <summary>Linear maps with ReLU and dropout between them.</summary>
    public void Mlp(double inputs, double hidden, double outputs, int layers)
    {
        for (int layer = 0; layer < layers; layer++)
        {
            bool isLast = layer == layers - 1;
            Linear("linear map", layer == 0 ? inputs : hidden, isLast ? outputs : hidden, after: isLast ? 0 : 3 * hidden);
        }
    }

    /// <summary>The embeddings of the tokens of a text.</summary>
    public void Embedding(double vocabulary, double width, double length)
    {
        tally.Parameter("the token embeddings of modality " + modality, vocabulary * width);
        tally.Layer("the embedded tokens of modality " + modality, length * width, 2 * length * width, length * width);
    }

    /// <summary>The vectors of levels of categories, beside numbers.</summary>
    /// <param name="levels">How many levels each column has.</param>
    /// <param name="width">The width of a vector.</param>
    /// <param name="encoded">The numbers of a sample after.</param>
    public void EmbeddedLevels(EquatableArray<int> levels, double width, double encoded)
    {
        tally.Parameter("the vectors of the levels of modality " + modality, levels.Sum(count => (double)count) * width);
        tally.Layer("the embedded levels of modality " + modality, encoded, encoded + (levels.Count * width), encoded);
    }

    /// <summary>Recurrent layers over a sequence.</summary>
    public void Recurrent(int gates, int layers, double length, double inputs, double width)
    {
        for (int layer = 0; layer < layers; layer++)
        {
            double before = layer == 0 ? inputs : width;
            tally.Parameter($"the input weight of the recurrent layer of modality {modality}", gates * width * before);
            tally.Parameter($"the state weight of the recurrent layer of modality {modality}", gates * width * width);
            tally.Parameter("", gates * width);
            tally.Parameter("", gates * width);
            tally.Layer($"the gates of modality {modality}", length * gates * width, length * width * ((2 * gates) + 4), length * gates * width);
        }
    }

    /// <summary>Blocks of convolution, activation and pool, then a linear map of all that is left.</summary>
    public void Blocks(IReadOnlyList<int> sides, double channels, EquatableArray<int> outputs, int kernelSize, int pool, bool batchNorm, double width)
    {
        foreach (int output in outputs)
        {
            sides = Convolution(sides, channels, output, kernelSize, pool, batchNorm);
            channels = output;
        }

        double flattened = sides.Aggregate(channels, (product, side) => product * side);
        Linear("head", flattened, width, after: flattened);
    }

    /// <summary>A convolution, normalisation where asked for, ReLU, dropout where asked for, and a pool; returns the sides after it.</summary>
    public IReadOnlyList<int> Convolution(IReadOnlyList<int> sides, double channels, double outputs, int kernelSize, int pool, bool batchNorm, bool drops = false)
    {
        tally.Linear($"a convolution of modality {modality}", channels * Math.Pow(kernelSize, sides.Count), outputs);
        tally.Parameter("", batchNorm ? 2 * outputs : 0);
        int[] convolved = [.. sides.Select(side => ConvolutionSize.Convolve(side, kernelSize))];
        double after = convolved.Aggregate(outputs, (product, side) => product * side);
        int[] pooled = [.. convolved.Select(side => ConvolutionSize.Pool(side, pool))];

        // A pool keeps its result and, in 64 bits, the places of the greatest values. oneDNN computes on copies in a layout of its own.
        double left = pool > 1 ? 3 * pooled.Aggregate(outputs, (product, side) => product * side) : 0;
        double before = sides.Aggregate(channels, (product, side) => product * side);
        double tensors = 2 + (batchNorm ? 1 : 0) + (drops ? 2 : 0);
        tally.Layer($"the result of a convolution of modality {modality}", after, (tensors * after) + left, (2 * before) + (2 * after));
        return pooled;
    }

    private string Named(string name) => $"the {name} of modality {modality}";
}
