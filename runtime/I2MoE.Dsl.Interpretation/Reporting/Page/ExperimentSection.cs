using System.Globalization;
using I2MoE.Dsl.Interpretation.Reporting.Content;

namespace I2MoE.Dsl.Interpretation.Reporting.Page;

/// <summary>What was trained.</summary>
internal static class ExperimentSection
{
    /// <summary>The section.</summary>
    public static IEnumerable<PageSection> Of(ReportContent content)
    {
        string modalities = Html.Table(
            "Modalities",
            ["Name", "input", "encoder"],
            content.Model.Modalities.Select(modality => (string[])
            [
                Html.Text(modality.Name), Html.Text(modality.BatchShape) + (modality.Vocabulary is { } ids ? $" token ids below {ids.ToString(CultureInfo.InvariantCulture)}" : ""), Html.Text(modality.Encoder),
            ]));
        string text = content.Experiment is null ? "" : $"<h3 class=\"apart\">The experiment with every default</h3><pre tabindex=\"0\"><code>{Html.Text(content.Experiment)}</code></pre>";
        string tables = string.Join(", ", Numbers.ReportNumbers.Names(content).Select(name => $"<a href=\"numbers/{name}.csv\">{name}.csv</a>"));
        yield return new PageSection("experiment", "The experiment", $"<div class=\"card\">{modalities}</div>{text}<p class=\"files\">Numbers: {tables}, <a href=\"numbers/report.json\">report.json</a>. They lie in a folder beside this page.</p>");
    }
}
