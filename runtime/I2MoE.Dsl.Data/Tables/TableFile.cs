namespace I2MoE.Dsl.Data;

/// <summary>A file with rows and named columns, as messages name its places.</summary>
/// <param name="Path">The file.</param>
/// <param name="HasLines">Whether a row is found by its line, as in a text file, or by its number, counted from 1.</param>
internal sealed record TableFile(string Path, bool HasLines)
{
    /// <summary>What the place of a row is called.</summary>
    public string RowWord => HasLines ? "line" : "row";

    /// <summary>A problem in the file.</summary>
    /// <param name="message">What is wrong, what is allowed, and what was probably meant.</param>
    /// <param name="row">The line or the row, if it is in one.</param>
    /// <param name="column">The name of the column, if it is in one.</param>
    /// <param name="inner">What a library reported, if anything.</param>
    public DatasetException Problem(string message, long? row = null, string? column = null, Exception? inner = null) =>
        HasLines ? new DatasetException(message, Path, row, column, inner) : new DatasetException(message, Path, column: column, row: row, innerException: inner);
}
