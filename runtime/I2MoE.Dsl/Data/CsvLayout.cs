namespace I2MoE.Dsl.Data;

/// <summary>Which columns of a CSV file make up the label and each modality.</summary>
public sealed record CsvLayout
{
    /// <summary>
    /// The name of the column with the labels: names of classes, or whole numbers from 0.
    /// </summary>
    public required string Label { get; init; }

    /// <summary>
    /// The name of each class, in the order of the classes. Null (default): if the labels are text, the names that occur, in alphabetical (ordinal) order;
    /// if they are whole numbers, the classes have no names.
    /// </summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>
    /// The columns of each modality in order: names, or patterns in which one <c>*</c> stands for any text, for example <c>mean *</c>.
    /// The features of a pattern are in the order of the file. The label column never belongs to a pattern.
    /// </summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Modalities { get; init; }

    /// <summary>The character between two cells; null (default) to find it out from the first line: comma, semicolon, tab or vertical bar.</summary>
    public char? Delimiter { get; init; }
}
