using I2MoE.Dsl.Interpretation.Reporting.Content;
using I2MoE.Dsl.Interpretation.Reporting.Figures;

namespace I2MoE.Dsl.Interpretation.Reporting.Page;

/// <summary>The samples: examples with figure 3 of the paper, and the frame that the script fills with a page for each.</summary>
internal static class SamplesSection
{
    private const string Reading =
        "Each bar is one class. Its coloured parts are what the experts contribute, weight times output; parts to the right of the line speak for the class, parts to the left against it. "
        + "Diamond: their sum, which is the prediction.";

    /// <summary>The sections; none where no samples are shown.</summary>
    public static IEnumerable<PageSection> Of(ReportContent content, ReportFigures figures)
    {
        if (content.Samples.Count == 0)
        {
            yield break;
        }

        IEnumerable<string> cards = figures.Examples.Select(example => FigureMarkup.Card(
            example.Sample.Name, $"<p class=\"words\">{Html.Text(example.Sample.Sentence)}</p>{InlineSvg.Of(example.Figure)}", Reading, example.Figure.Id));
        yield return new PageSection("examples", "Examples", $"""
            <p class="lead">For every expert that has the most say somewhere, the sample in which it has most.</p>
            <div class="pair">{string.Concat(cards)}</div>
            """);
        string shown = content.Samples.Count == content.Predictions.Count
            ? $"All {content.Samples.Count} samples of the {Html.Text(content.Part)} part."
            : $"{content.Samples.Count} of the {content.Predictions.Count} samples of the {Html.Text(content.Part)} part, drawn at random.";
        yield return new PageSection("samples", "Samples", $"""
            <p class="lead">{shown} Choose one to see what decided it.</p>
            <form id="filters" role="search" aria-label="Search and filter the samples">
            <p><label for="search">Search</label><input type="search" id="search" placeholder="name, class, word …" autocomplete="off"></p>
            <p><label for="filter-truth">True</label><select id="filter-truth"><option value="">any</option></select></p>
            <p><label for="filter-predicted">Predicted</label><select id="filter-predicted"><option value="">any</option></select></p>
            <p><label for="filter-right">Outcome</label><select id="filter-right"><option value="">any</option><option value="right">right</option><option value="wrong">wrong</option></select></p>
            <p><label for="filter-expert">Most say</label><select id="filter-expert"><option value="">any expert</option></select></p>
            <p><label for="filter-agree">Experts</label><select id="filter-agree"><option value="">any</option><option value="agree">all agree</option><option value="differ">differ</option></select></p>
            <p><label for="order">Order</label><select id="order"><option value="">as in the data</option><option value="weight">greatest weight first</option><option value="sure">most certain first</option><option value="unsure">least certain first</option></select></p>
            <p><button type="reset">Clear</button></p>
            </form>
            <p id="count" role="status" aria-live="polite"></p>
            <ol id="list"></ol>
            <p id="more"><button type="button">Show more</button></p>
            <article id="page" hidden aria-live="polite"></article>
            """);
    }
}
