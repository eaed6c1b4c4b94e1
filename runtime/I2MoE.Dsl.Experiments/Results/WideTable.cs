using Spectre.Console;

namespace I2MoE.Dsl.Experiments.Results;

/// <summary>
/// A table that may have more columns than a console is wide: it becomes several tables below each other, each with the first columns and as many of the
/// others as fit. Nothing is cut and no number is broken over two lines.
/// </summary>
/// <param name="heads">The columns that every table begins with, as plain text.</param>
/// <param name="rows">Their cells, row by row, as plain text.</param>
internal sealed class WideTable(IReadOnlyList<string> heads, IReadOnlyList<IReadOnlyList<string>> rows)
{
    // The border of a column and the blanks beside its text.
    private const int Frame = 3;

    // A longer head is broken between its words.
    private const int LongestHead = 16;

    private readonly List<(IReadOnlyList<string> Heads, IReadOnlyList<IReadOnlyList<string>> Rows)> _groups = [];

    /// <summary>Adds columns that stay together.</summary>
    /// <param name="heads">Their heads, as plain text.</param>
    /// <param name="rows">Their cells, row by row, as plain text.</param>
    public void Add(IReadOnlyList<string> heads, IReadOnlyList<IReadOnlyList<string>> rows) => _groups.Add((heads, rows));

    /// <summary>The tables; at least one.</summary>
    /// <param name="width">The width of the console in characters.</param>
    public IReadOnlyList<Table> For(int width)
    {
        List<Table> tables = [];
        int first = 0;
        do
        {
            int room = width - 1 - WidthOf(heads, rows);
            int count = 0;
            while (first + count < _groups.Count && (count == 0 || WidthOf(_groups[first + count]) <= room))
            {
                room -= WidthOf(_groups[first + count]);
                count++;
            }

            tables.Add(Build([(heads, rows), .. _groups.Skip(first).Take(count)]));
            first += count;
        }
        while (first < _groups.Count);
        return tables;
    }

    private static int WidthOf((IReadOnlyList<string> Heads, IReadOnlyList<IReadOnlyList<string>> Rows) group) => WidthOf(group.Heads, group.Rows);

    private static int WidthOf(IReadOnlyList<string> heads, IReadOnlyList<IReadOnlyList<string>> rows) =>
        heads.Index().Sum(column => Frame + rows.Select(row => row[column.Index].Length).Append(Math.Min(column.Item.Length, LongestHead)).Max());

    private static Table Build(List<(IReadOnlyList<string> Heads, IReadOnlyList<IReadOnlyList<string>> Rows)> groups)
    {
        Table table = new Table().RoundedBorder();
        foreach (string head in groups.SelectMany(group => group.Heads))
        {
            table.AddColumn(CellText.Of(head));
        }

        for (int row = 0; row < groups[0].Rows.Count; row++)
        {
            table.AddRow([.. groups.SelectMany(group => group.Rows[row]).Select(CellText.Of)]);
        }

        return table;
    }
}
