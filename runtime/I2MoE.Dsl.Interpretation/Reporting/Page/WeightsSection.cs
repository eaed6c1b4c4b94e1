using I2MoE.Dsl.Interpretation.Reporting.Content;
using I2MoE.Dsl.Interpretation.Reporting.Figures;

namespace I2MoE.Dsl.Interpretation.Reporting.Page;

/// <summary>How much say the experts have (paper, figure 4).</summary>
internal static class WeightsSection
{
    private const string Reading =
        "Each shape shows how the weight of one expert is spread over the samples: it is wide where many samples have that weight. "
        + "Circle: median. Diamond: mean. Thick line: the middle half of the samples. Thin line: from the least to the greatest. "
        + "The weights of a sample sum to 1, so with equal say each of E experts would have 1 / E. "
        + "A long shape means that the model changes its mind from sample to sample; a short one that the expert always has the same say.";

    /// <summary>The section.</summary>
    public static PageSection Of(ReportContent content, ReportFigures figures)
    {
        string options = string.Concat(content.Weights.Take(figures.Weights.Count).Select((group, i) =>
            $"<option value=\"{figures.Weights[i].Id}\">{Html.Text(Label(group.Group))}</option>"));
        string drawings = string.Concat(figures.Weights.Select((figure, i) =>
            $"<div class=\"choice\" data-choice=\"{figure.Id}\"{(i == 0 ? "" : " hidden")}>{InlineSvg.Of(figure)}</div>"));
        string choose = figures.Weights.Count == 1 ? "" : $"<p class=\"choose\"><label for=\"weights-group\">Samples</label><select id=\"weights-group\">{options}</select></p>";
        bool isWide = FigureMarkup.IsWide(content.Model.Experts.Count, others: 2);
        string violins = FigureMarkup.Card("Weight of every expert", choose + drawings, Reading, figures.Weights[0].Id, "weights", isWide);
        string table = FigureMarkup.Card("Mean weight by group", MeansTable(content), "Each row is a group of samples: those of a class, or those with the same modalities present. Darker is more weight. Groups of few samples vary by chance.", numbers: "weights", isWide: isWide);
        return new PageSection("weights", "Who has the say", $"<div class=\"pair\">{violins}{table}</div>");
    }

    private static string Label(SampleGroup group) => group.Kind switch
    {
        "all" => $"{group.Name} ({group.Samples.Count})",
        "present" => $"present: {group.Name} ({group.Samples.Count})",
        _ => $"{group.Kind}: {group.Name} ({group.Samples.Count})",
    };

    private static string MeansTable(ReportContent content)
    {
        double greatest = content.Weights.Max(group => group.Experts.Max(expert => expert.Mean));
        return Html.Table(
            "Mean weight of every expert",
            ["Samples", "", .. content.Model.Experts.Select(expert => Html.Text(expert.Label))],
            content.Weights.Select(group => (string[])
            [
                Html.Text(group.Group.Kind == "present" ? $"with {group.Group.Name}" : group.Group.Name),
                $"<td class=\"count\">{group.Group.Samples.Count}</td>",
                .. group.Experts.Select(expert => Html.Shaded(Html.Number(expert.Mean), expert.Mean / greatest)),
            ]),
            "compact groups");
    }
}
