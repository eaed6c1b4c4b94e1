namespace I2MoE.Dsl.Specification;

/// <summary>The characters that structure a CSV file.</summary>
public static class CsvMarks
{
    /// <summary>Whether a character means something else in a CSV file, so that it cannot be a delimiter, a comment mark or a separator in numbers.</summary>
    public static bool IsReserved(char mark) => char.IsLetterOrDigit(mark) || mark is '"' or '\r' or '\n' or '+' or '-' or '\0' or '\uFEFF';
}
