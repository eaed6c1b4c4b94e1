namespace I2MoE.Dsl.Specification;

/// <summary>What of the data belongs to a modality.</summary>
/// <param name="Modality">The name of the modality.</param>
/// <param name="Names">The array, or the columns, in each of which one * may stand for any text; for images the one column with their files.</param>
/// <param name="IsImage">Whether the column names PNG or JPEG files instead of holding values.</param>
public sealed record ModalityData(string Modality, EquatableArray<string> Names, bool IsImage = false)
{
    /// <summary>The columns of words, whose values follow those of <see cref="Names"/>.</summary>
    public EquatableArray<CategoryColumn> Categories { get; init; }

    /// <summary>The column, or the array [N], that says how many steps each sample of a sequence has; empty where none does.</summary>
    public string Length { get; init; } = "";

    /// <summary>How the text of the one column of <see cref="Names"/> becomes token ids; null where the modality is no text.</summary>
    public Component? Tokenizer { get; init; }

    /// <summary>The network that makes features of pictures; null where the modality is the pictures, or has none.</summary>
    public Component? Network { get; init; }

    /// <summary>Whether the column has text.</summary>
    public bool IsText => Tokenizer is not null;
}
