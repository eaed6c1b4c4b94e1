using System.Text;
using I2MoE.Dsl.Interpretation.Reporting.Content;
using I2MoE.Dsl.Writing;

namespace I2MoE.Dsl.Interpretation.Reporting.Numbers;

/// <summary>Writes the numbers of a report: one CSV file a table, and all of them as JSON.</summary>
internal static class ReportNumbers
{
    // A name may have half a character, which is replaced and no reason to stop.
    private static readonly UTF8Encoding s_text = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The names of the tables.</summary>
    public static IReadOnlyList<string> Names(ReportContent content) => [.. ReportTables.Of(content).Select(table => table.Name)];

    /// <summary>Writes the files.</summary>
    /// <param name="folder">The folder, which exists.</param>
    /// <param name="content">What the report says.</param>
    public static void Write(string folder, ReportContent content)
    {
        foreach (NumberTable table in ReportTables.Of(content))
        {
            File.WriteAllText(Path.Combine(folder, table.Name + ".csv"), CsvText.Of([table.Columns, .. table.Rows.Select(row => row.Select(Cell))]), s_text);
        }

        File.WriteAllText(Path.Combine(folder, "report.json"), ReportJson.Of(content), s_text);
    }

    private static string Cell(object cell) => cell switch
    {
        double number => CsvText.Number(number),
        int number => CsvText.Number(number),
        long number => CsvText.Number(number),
        bool truth => truth ? "true" : "false",
        _ => cell.ToString() ?? "",
    };
}
