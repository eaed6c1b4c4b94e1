using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using I2MoE.Dsl.Interpretation.Reporting.Content;
using I2MoE.Dsl.Interpretation.Reporting.Figures;

namespace I2MoE.Dsl.Interpretation.Reporting.Page;

/// <summary>Writes the page of a report: one file with its style, script, figures and pictures, which needs no network.</summary>
internal static class ReportPage
{
    /// <summary>The page.</summary>
    /// <param name="content">What it says.</param>
    /// <param name="figures">Its figures.</param>
    public static string Of(ReportContent content, ReportFigures figures)
    {
        string style = Resource("report.css");
        string script = Resource("report.js");
        PageSection[] sections =
        [
            OverviewSection.Of(content),
            .. InformationSection.Of(content, figures),
            WeightsSection.Of(content, figures),
            PerformanceSection.Of(content, figures),
            .. InputsSection.Of(content, figures),
            .. TrainingSection.Of(figures),
            .. SamplesSection.Of(content, figures),
            .. ExperimentSection.Of(content),
        ];
        string links = string.Concat(sections.Select(section => $"<li><a href=\"#{section.Id}\">{Html.Text(section.Title)}</a></li>"));
        string body = string.Join('\n', sections.Select(section =>
            $"<section id=\"{section.Id}\" aria-labelledby=\"{section.Id}-title\"><h2 id=\"{section.Id}-title\">{Html.Text(section.Title)}</h2>\n{section.Body}\n</section>"));
        string title = Html.Text(content.Title);

        // The policy allows this script and nothing from elsewhere, so that text which slipped through could still not run.
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src '{Hash(script)}'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{title}: interpretation</title>
            <link rel="icon" href="data:,">
            <style>{style}</style>
            </head>
            <body>
            <a class="skip" href="#overview">Skip to the content</a>
            <header>
            <div>
            <p class="kind">Interpretation report</p>
            <h1>{title}</h1>
            <p class="about">{About(content)}</p>
            </div>
            <button type="button" id="theme" aria-label="Switch between light and dark">◐</button>
            </header>
            <nav aria-label="Sections"><ul>{links}</ul></nav>
            <main>
            <noscript><p class="note">The sample pages, their search and the choice of groups need JavaScript, which this page brings along. Everything else can be read without.</p></noscript>
            {body}
            </main>
            <footer><p>Weights, logits and attributions describe what this model does, not what is true of the world. Written by I2MoE.Dsl.</p></footer>
            <script type="application/json" id="report-data">{SampleData.Of(content)}</script>
            <script>{script}</script>
            </body>
            </html>

            """;
    }

    private static string About(ReportContent content)
    {
        string modalities = string.Join(", ", content.Model.ModalityNames.Select(Html.Text));
        return $"{Html.Text(content.Model.Name)}: {modalities} · {Html.Text(content.Model.Fusion)} fusion · {content.Model.Experts.Count} experts · {content.Predictions.Count} {Html.Text(content.Part)} samples";
    }

    /// <summary>A style or script that the pages bring along.</summary>
    internal static string Resource(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string Hash(string script) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
}
