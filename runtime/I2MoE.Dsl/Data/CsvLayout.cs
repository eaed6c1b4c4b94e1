namespace I2MoE.Dsl.Data;

/// <summary>Which columns of a CSV file make up the label and each modality, and how the file is written.</summary>
public sealed record CsvLayout : TableLayout
{
    /// <summary>The character between two cells; null (default) to find it out from the first line: comma, semicolon, tab or vertical bar.</summary>
    public char? Delimiter { get; init; }
}
