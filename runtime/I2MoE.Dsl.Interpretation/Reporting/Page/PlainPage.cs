namespace I2MoE.Dsl.Interpretation.Reporting.Page;

/// <summary>A page in the style of the report, of sections alone: it has no script and needs no network.</summary>
internal static class PlainPage
{
    /// <summary>The page.</summary>
    /// <param name="title">Its title, as text.</param>
    /// <param name="kind">What kind of page it is, as text.</param>
    /// <param name="about">What it is about, as text.</param>
    /// <param name="sections">Its sections.</param>
    public static string Of(string title, string kind, string about, IReadOnlyList<PageSection> sections) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{Html.Text(title)}: {Html.Text(kind)}</title>
        <link rel="icon" href="data:,">
        <style>{ReportPage.Resource("report.css")}</style>
        </head>
        <body>
        <a class="skip" href="#{sections[0].Id}">Skip to the content</a>
        <header>
        <div>
        <p class="kind">{Html.Text(kind)}</p>
        <h1>{Html.Text(title)}</h1>
        <p class="about">{Html.Text(about)}</p>
        </div>
        </header>
        <nav aria-label="Sections"><ul>{string.Concat(sections.Select(section => $"<li><a href=\"#{section.Id}\">{Html.Text(section.Title)}</a></li>"))}</ul></nav>
        <main>
        {string.Join('\n', sections.Select(section => $"<section id=\"{section.Id}\" aria-labelledby=\"{section.Id}-title\"><h2 id=\"{section.Id}-title\">{Html.Text(section.Title)}</h2>\n{section.Body}\n</section>"))}
        </main>
        <footer><p>Written by I2MoE.Dsl.</p></footer>
        </body>
        </html>

        """;
}
