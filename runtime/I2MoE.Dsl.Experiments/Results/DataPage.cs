using I2MoE.Dsl.Interpretation.Reporting.Page;

namespace I2MoE.Dsl.Experiments.Results;

/// <summary>Tables about data as one HTML page.</summary>
internal static class DataPage
{
    /// <summary>The page.</summary>
    /// <param name="title">The name of the experiment.</param>
    /// <param name="about">Where the data come from.</param>
    /// <param name="warnings">What is strange about them.</param>
    /// <param name="tables">What was read.</param>
    /// <param name="yaml">The data section.</param>
    public static string Of(string title, string about, IReadOnlyList<string> warnings, IReadOnlyList<DataTable> tables, string yaml) => PlainPage.Of(
        title,
        "Data",
        about,
        [
            .. warnings.Count == 0 ? [] : (PageSection[])[new PageSection("warnings", "Worth a look", $"<ul class=\"short\">{string.Concat(warnings.Select(warning => $"<li>{Html.Text(warning)}</li>"))}</ul>")],
            new PageSection("data", "What was read", $"<div class=\"card\">{string.Concat(tables.Select(Table))}</div>"),
            new PageSection("experiment", "The experiment with every default", $"<pre tabindex=\"0\"><code>{Html.Text(yaml)}</code></pre>"),
        ]);

    private static string Table(DataTable table) => Html.Table(table.Title, table.Columns.Select(Html.Text), table.Rows.Select(row => row.Select(Html.Text)));
}
