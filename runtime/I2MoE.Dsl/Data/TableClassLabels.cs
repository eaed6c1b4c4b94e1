using System.Globalization;
using I2MoE.Dsl.Specification;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>Turns the cells of the label column into classes.</summary>
/// <param name="file">The file.</param>
/// <param name="column">The name of the label column.</param>
/// <param name="classNames">The declared names of the classes, or null to take those that occur.</param>
internal sealed class TableClassLabels(TableFile file, string column, IReadOnlyList<string>? classNames) : TableLabels(file)
{
    private readonly List<(string Text, long Row)> _cells = [];

    public override int Count => _cells.Count;

    public override void Add(IReadOnlyList<string> cells, long row)
    {
        string text = cells[0].Trim();
        if (IsMissing(text))
        {
            throw Problem($"the label is missing; allowed: {Allowed}.", row);
        }

        _cells.Add((text, row));
    }

    public override (Tensor Labels, IReadOnlyList<string>? Names) Resolve()
    {
        if (classNames is not null)
        {
            return (tensor((long[])[.. _cells.Select(cell => ClassOf(cell.Text, cell.Row, classNames))]), classNames);
        }

        int firstNumber = _cells.FindIndex(cell => Number(cell.Text) is not null);
        if (firstNumber < 0)
        {
            string[] names = [.. _cells.Select(cell => cell.Text).Distinct().Order(StringComparer.Ordinal)];
            return (tensor((long[])[.. _cells.Select(cell => (long)Array.BinarySearch(names, cell.Text, StringComparer.Ordinal))]), names);
        }

        return (tensor((long[])[.. _cells.Select(cell => NumberedClass(cell.Text, cell.Row, _cells[firstNumber].Row))]), null);
    }

    private string Allowed => classNames is null
        ? "the name of a class, or a whole number from 0"
        : $"{NearestName.List(classNames)}, or 0 to {classNames.Count - 1}";

    private long ClassOf(string text, long row, IReadOnlyList<string> names)
    {
        for (int c = 0; c < names.Count; c++)
        {
            if (names[c] == text)
            {
                return c;
            }
        }

        return Number(text) is { } number && number >= 0 && number < names.Count
            ? number
            : throw Problem($"'{text}' is not a class; allowed: {Allowed}.{NearestName.Suggest(text, names)}", row);
    }

    private long NumberedClass(string text, long row, long rowOfANumber)
    {
        return Number(text) switch
        {
            null => throw Problem($"'{text}' is not a whole number, but {RowWord} {rowOfANumber} has one; use either names of classes or whole numbers from 0.", row),
            < 0 => throw Problem($"the class {text} is negative; classes count from 0.", row),
            { } number => number,
        };
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null;

    private DatasetException Problem(string message, long row) => Problem(message, row, column);
}
