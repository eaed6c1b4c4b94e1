namespace I2MoE.Proof;

/// <summary>Writes columns of text, as Markdown reads them.</summary>
internal static class Table
{
    /// <summary>Writes a table.</summary>
    public static void Write(TextWriter output, IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        IReadOnlyList<string>[] all = [headings, .. rows];
        int[] widths = [.. headings.Select((_, column) => all.Max(row => row[column].Length))];
        for (int line = 0; line < all.Length; line++)
        {
            output.WriteLine($"| {string.Join(" | ", all[line].Select((cell, column) => cell.PadRight(widths[column])))} |");
            if (line == 0)
            {
                output.WriteLine($"|{string.Join("|", widths.Select(width => new string('-', width + 2)))}|");
            }
        }

        output.WriteLine();
    }
}
