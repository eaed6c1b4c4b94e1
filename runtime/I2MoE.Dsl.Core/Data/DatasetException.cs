using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Data;

/// <summary>Data that cannot be used: a file that cannot be read as declared, or tensors that do not fit together.</summary>
public sealed class DatasetException : I2MoEException
{
    private const int LongestMessage = 3000;

    /// <summary>Reports a problem that no single file is to blame for.</summary>
    /// <param name="message">What is wrong, what is allowed, and what was probably meant.</param>
    public DatasetException(string message)
        : base(Bounded(message))
    {
    }

    /// <summary>Reports a problem in a file.</summary>
    /// <param name="message">What is wrong, what is allowed, and what was probably meant.</param>
    /// <param name="file">The file.</param>
    /// <param name="line">The line in the file, counted from 1; null if the problem is not in one line.</param>
    /// <param name="column">The name of the column; null if the problem is not in one column.</param>
    /// <param name="innerException">What the system reported, if anything.</param>
    /// <param name="row">The row of a table without lines, counted from 1; null if the problem is not in one row.</param>
    public DatasetException(string message, string file, long? line = null, string? column = null, Exception? innerException = null, long? row = null)
        : base(Place(file, line, row, column) + Bounded(message), innerException)
    {
        File = file;
        Line = line;
        Column = column;
        Row = row;
    }

    /// <summary>The line with the problem, counted from 1, if it is in one line.</summary>
    public long? Line { get; }

    /// <summary>The row with the problem, counted from 1, if it is in one row of a table that has no lines.</summary>
    public long? Row { get; }

    /// <summary>The name of the column with the problem, if it is in one column.</summary>
    public string? Column { get; }

    /// <summary>The modality with the problem, if it is in the values of one modality that a caller gave.</summary>
    public string? Modality { get; init; }

    // What a file says is cut off and cleaned where it is quoted; this is for what libraries say, who quote bytes as they are.
    private static string Bounded(string message) =>
        string.Concat(message.Take(LongestMessage).Select(c => char.IsControl(c) ? ' ' : c)) + (message.Length > LongestMessage ? "…" : "");

    private static string Place(string file, long? line, long? row, string? column) =>
        file
        + (line is null ? "" : FormattableString.Invariant($", line {line}"))
        + (row is null ? "" : FormattableString.Invariant($", row {row}"))
        + (column is null ? "" : $", column '{ShownText.Of(column)}'")
        + ": ";
}
