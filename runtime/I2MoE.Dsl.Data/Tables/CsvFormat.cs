using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Data;

/// <summary>How a CSV file is written. Everything has a default that fits most files; a wrong guess is told, never read.</summary>
public sealed record CsvFormat
{
    /// <summary>The character between two cells; null (default) to find it out from the first line: comma, semicolon, tab or vertical bar.</summary>
    public char? Delimiter { get; init; }

    /// <summary>
    /// <c>utf-8</c> (default), <c>latin1</c>, <c>windows-1252</c> or <c>utf-16</c>. Where the file begins with a byte order mark, the mark decides. Text in
    /// another encoding is refused.
    /// </summary>
    public string Encoding { get; init; } = TextEncodingNames.Utf8;

    /// <summary>Whether the first line has the names of the columns (default true). Without it they are called <c>c1</c>, <c>c2</c> and so on.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>The character at the beginning of lines that are passed over, wherever they are; null (default) passes over lines with # before the header only.</summary>
    public char? Comment { get; init; }

    /// <summary>The character before the decimals of a number; default the point.</summary>
    public char Decimal { get; init; } = '.';

    /// <summary>The character between groups of three digits, as in 71,000; null (default) for none.</summary>
    public char? Thousands { get; init; }

    /// <summary>Refuses a format that no file can have.</summary>
    /// <param name="path">The file that it is for.</param>
    /// <exception cref="DatasetException">The encoding is not known, or two marks are the same character.</exception>
    internal void Check(string path)
    {
        if (!TextEncodingNames.All.Contains(Encoding))
        {
            throw new DatasetException(
                $"the encoding is '{ShownText.Of(Encoding)}'; allowed: {string.Join(", ", TextEncodingNames.All)}.{TextEncodingNames.Suggest(Encoding)}", path);
        }

        (string Name, char? Mark)[] marks = [("delimiter", Delimiter), ("comment", Comment), ("decimal", Decimal), ("thousands", Thousands)];
        foreach ((string name, char? mark) in marks)
        {
            if (mark is { } character && CsvMarks.IsReserved(character))
            {
                throw new DatasetException($"{name} is '{character}', which has another meaning in a CSV file; allowed: one character that is no letter, digit, sign, quote or line break.", path);
            }
        }

        foreach (IGrouping<char?, (string Name, char? Mark)> same in marks.Where(mark => mark.Mark is not null).GroupBy(mark => mark.Mark).Where(group => group.Count() > 1))
        {
            throw new DatasetException($"{string.Join(" and ", same.Select(mark => mark.Name))} are the same character, '{same.Key}'; each needs one of its own.", path);
        }
    }
}
