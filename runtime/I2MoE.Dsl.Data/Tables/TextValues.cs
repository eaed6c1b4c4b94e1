using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>Collects the token ids of a column of text: as numbers, in which a cell without text is missing throughout.</summary>
/// <param name="text">The column.</param>
/// <param name="missing">What stands for a missing value.</param>
/// <param name="place">Where the ids are to lie.</param>
internal sealed class TextValues(TableText text, MissingMarkers missing, TensorPlace place)
{
    private readonly FeatureValues _values = new(place);

    /// <summary>The tokens in the order of their ids.</summary>
    public IReadOnlyList<string> Tokens => text.Tokenizer.Tokens;

    /// <summary>Takes a cell.</summary>
    /// <param name="cell">Its text.</param>
    public void Add(string cell)
    {
        if (missing.IsMissing(cell))
        {
            for (int i = 0; i < text.Length; i++)
            {
                _values.Add(float.NaN);
            }

            return;
        }

        foreach (int id in text.Tokenizer.Encode(cell, text.Length, text.PaddingId))
        {
            _values.Add(id);
        }
    }

    /// <summary>Moves the ids to a tensor [N, length].</summary>
    /// <param name="rows">The number of rows N.</param>
    public Tensor ToTensor(int rows) => _values.ToTensor(rows);
}
