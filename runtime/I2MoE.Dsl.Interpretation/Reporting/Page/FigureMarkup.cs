using I2MoE.Dsl.Interpretation.Reporting.Figures;

namespace I2MoE.Dsl.Interpretation.Reporting.Page;

/// <summary>Figures as parts of the page.</summary>
internal static class FigureMarkup
{
    // What fits beside another figure on a desktop, with names of modalities in the heads.
    private const int ColumnsOfHalf = 6;

    /// <summary>A figure with its title, how it is read, and links to its files.</summary>
    /// <param name="title">The title, as text.</param>
    /// <param name="drawing">The drawing, as HTML.</param>
    /// <param name="reading">How it is read, as HTML.</param>
    /// <param name="files">The name of its files; null for none.</param>
    /// <param name="numbers">The name of the table with its numbers; null for none.</param>
    /// <param name="isWide">Whether it takes a line of its own.</param>
    public static string Card(string title, string drawing, string reading, string? files = null, string? numbers = null, bool isWide = false)
    {
        string image = files is null ? "" : $"<a href=\"figures/{files}.svg\">SVG</a> <a href=\"figures/{files}.png\">PNG</a> <a href=\"figures/{files}.pdf\">PDF</a>";
        string table = numbers is null ? "" : $"<a href=\"numbers/{numbers}.csv\">CSV</a>";
        return $"""
            <figure class="card{(isWide ? " wide" : "")}">
            <figcaption><h3>{Html.Text(title)}</h3></figcaption>
            {drawing}
            <details class="reading"><summary>How to read this</summary><p>{reading}</p></details>
            <p class="files">{image} {table}</p>
            </figure>
            """;
    }

    /// <summary>Whether a table with a column for every expert needs a line of its own.</summary>
    /// <param name="experts">The number of experts.</param>
    /// <param name="others">The number of its other columns.</param>
    public static bool IsWide(int experts, int others) => experts + others > ColumnsOfHalf;

    /// <summary>A figure that is drawn.</summary>
    public static string Card(string title, Figure figure, string reading, string? numbers = null) => Card(title, InlineSvg.Of(figure), reading, figure.Id, numbers);
}
