using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation.Reporting;
using I2MoE.Dsl.Interpretation.Reporting.Content;
using I2MoE.Dsl.Interpretation.Reporting.Figures;
using I2MoE.Dsl.Interpretation.Reporting.Page;
using I2MoE.Dsl.Testing;
using I2MoE.Dsl.Tests.Encoders;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Training;
using I2MoE.Dsl.Writing;

namespace I2MoE.Dsl.Tests.Interpretation.Reporting;

/// <summary>The page in a real browser.</summary>
public sealed class ReportInBrowserTests(ChromiumProcess chromium) : IClassFixture<ChromiumProcess>
{
    private const string NoBrowser = "Chromium is not installed (apt-get install chromium), and CHROMIUM_PATH does not name it.";
    private const string Listed = "document.querySelectorAll('#list > li').length";

    private static readonly Lazy<Task<ReportContent>> s_content = new(ComputeAsync);

    [SkippableFact]
    public async Task It_renders_filters_searches_and_opens_samples_without_an_error()
    {
        Skip.If(ChromiumProcess.Executable is null, NoBrowser);
        using var folder = new TemporaryFolder();
        ReportContent content = await s_content.Value;
        string page = WritePage(folder.Path, content);
        await using HeadlessBrowser browser = await HeadlessBrowser.OpenAsync(chromium, page, 1280, 900);

        Assert.Equal("SmallTransformer", await browser.EvaluateAsync<string>("document.querySelector('h1').textContent"));
        Assert.True(await browser.EvaluateAsync<bool>("[...document.querySelectorAll('svg.chart')].filter(svg => !svg.closest('[hidden]')).every(svg => svg.getBoundingClientRect().height > 100)"));
        Assert.Equal(content.Samples.Count, await browser.EvaluateAsync<int>(Listed));

        await ChooseAsync(browser, "filter-right", "wrong");
        Assert.Equal(content.Samples.Count(sample => !sample.IsRight), await browser.EvaluateAsync<int>(Listed));
        await ChooseAsync(browser, "filter-right", "");
        await ChooseAsync(browser, "filter-truth", "1");
        Assert.Equal(content.Samples.Count(sample => sample.TrueOutputs.Contains(1)), await browser.EvaluateAsync<int>(Listed));
        await ChooseAsync(browser, "filter-truth", "");
        await ChooseAsync(browser, "filter-expert", "3");
        Assert.Equal(content.Samples.Count(sample => sample.Dominating == 3), await browser.EvaluateAsync<int>(Listed));
        await browser.EvaluateAsync<int>("document.querySelector('#filters button[type=reset]').click(), 0");
        await browser.UntilAsync($"{Listed} === {content.Samples.Count}");

        SampleReport wanted = content.Samples[3];
        await ChooseAsync(browser, "search", wanted.Name.ToUpperInvariant());
        Assert.Equal(1, await browser.EvaluateAsync<int>(Listed));
        Assert.Equal($"1 of {content.Samples.Count} samples", await browser.EvaluateAsync<string>("document.getElementById('count').textContent"));

        // With the keyboard only: into the list, open the sample, and back.
        await browser.EvaluateAsync<int>("document.querySelector('#list a').focus(), 0");
        await browser.PressAsync("Enter", "\r");
        await browser.UntilAsync("!document.getElementById('page').hidden");
        string text = await browser.EvaluateAsync<string>("document.getElementById('page').innerText");
        Assert.Contains(wanted.Name, text, StringComparison.Ordinal);
        Assert.Contains(wanted.Sentence, text, StringComparison.Ordinal);
        Assert.Contains("What masking changes", text, StringComparison.Ordinal);

        // What if it lacked everything: the answer that was computed for it.
        await browser.EvaluateAsync<int>("document.querySelectorAll('#what-if input').forEach(box => box.click()), 0");
        string without = await browser.EvaluateAsync<string>("document.querySelector('#what-if tbody tr:last-child').innerText");
        Assert.StartsWith($"without {string.Join(" and ", content.Model.ModalityNames)}", without, StringComparison.Ordinal);
        Assert.Contains(content.OutputNames[wanted.Combined[^1].Outputs.Index().MaxBy(pair => pair.Item).Index], without, StringComparison.Ordinal);

        // What if a value were another one: of the feature that is chosen, a row for every value, with what is predicted then.
        FeatureResponse response = wanted.Responses[1];
        await browser.EvaluateAsync<int>("{ const choice = document.querySelector('#what-if-value select'); choice.value = '1'; choice.dispatchEvent(new Event('input')); } 0");
        Assert.Contains($"If {response.Feature} of {response.Modality} were", await browser.EvaluateAsync<string>("document.querySelector('#what-if-value .caption').textContent"), StringComparison.Ordinal);
        string[] predicted = await browser.EvaluateAsync<string[]>("[...document.querySelectorAll('#what-if-value tbody tr:not(.own)')].map(row => row.cells[1].textContent)");
        Assert.Equal([.. response.Changes.Select(change => content.OutputNames[change.Outputs.Index().MaxBy(pair => pair.Item).Index])], predicted);
        Assert.Equal(wanted.Predicted, await browser.EvaluateAsync<string>("document.querySelector('#what-if-value tr.own').cells[1].textContent"));
        await browser.PressAsync("Escape");
        await browser.UntilAsync("document.getElementById('page').hidden && !document.getElementById('list').hidden");

        // On paper the notes are open, and afterwards as they were.
        await browser.EvaluateAsync<int>("document.querySelector('details').open = true, dispatchEvent(new Event('beforeprint')), 0");
        Assert.Equal(0, await browser.EvaluateAsync<int>("document.querySelectorAll('details:not([open])').length"));
        await browser.EvaluateAsync<int>("dispatchEvent(new Event('afterprint')), 0");
        Assert.Equal(1, await browser.EvaluateAsync<int>("document.querySelectorAll('details[open]').length"));

        await ChooseAsync(browser, "weights-group", await browser.EvaluateAsync<string>("document.getElementById('weights-group').options[1].value"), "change");
        Assert.Equal(1, await browser.EvaluateAsync<int>("[...document.querySelectorAll('[data-choice]')].filter(choice => !choice.hidden).length"));
        Assert.False(await browser.EvaluateAsync<bool>("document.querySelectorAll('[data-choice]')[1].hidden"));
        Assert.Empty(browser.Problems);
    }

    [SkippableFact]
    public async Task The_pixels_of_a_picture_are_drawn_over_it()
    {
        WholeTests.RunWhereWanted("the page is rendered, filtered and searched in a browser by another test.");
        Skip.If(ChromiumProcess.Executable is null, NoBrowser);
        using var folder = new TemporaryFolder();
        using var model = new SmallMedia();
        using DataSplits splits = SmallData.Splits(model.Description);
        ReportContent content = InterpretationReport.Compute(model, splits, new InterpretationReportOptions { Samples = 2, Resamples = 5, MaskingDraws = 1, IntegrationSteps = 4 });
        SampleReport sample = content.Samples[0];
        PictureAttribution[] maps = [.. sample.Pictures!.Select(expert => expert.OfType<PictureAttribution>().Single())];
        await using HeadlessBrowser browser = await HeadlessBrowser.OpenAsync(chromium, WritePage(folder.Path, content), 800, 600);
        await browser.EvaluateAsync<int>($"location.hash = '#sample-{sample.Sample}', 0");
        await browser.UntilAsync("document.querySelectorAll('.map canvas').length > 0");
        Assert.Equal(maps.Length, await browser.EvaluateAsync<int>("document.querySelectorAll('.map canvas').length"));

        // The strongest block of all experts has its full colour, blue for and orange against; the others are as strong as their share of it.
        double greatest = maps.Max(map => map.Values.Max(Math.Abs));
        for (int expert = 0; expert < maps.Length; expert++)
        {
            int[] drawn = await browser.EvaluateAsync<int[]>(
                $"{{ const canvas = document.querySelectorAll('.map canvas')[{expert}]; [...canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data] }}");
            Assert.Equal(maps[expert].Values.Count * 4, drawn.Length);
            foreach ((int place, double value) in maps[expert].Values.Index())
            {
                Assert.InRange(drawn[(4 * place) + 3], (255 * Math.Abs(value) / greatest) - 2, (255 * Math.Abs(value) / greatest) + 2);
                if (Math.Abs(value) > greatest / 2)
                {
                    Assert.Equal(value > 0, drawn[(4 * place) + 2] > drawn[4 * place]);
                }
            }
        }

        Assert.Equal(maps.Length, await browser.EvaluateAsync<int>("[...document.querySelectorAll('.over img')].filter(image => image.complete && image.naturalWidth > 0).length"));
        Assert.Empty(browser.Problems);
    }

    [SkippableFact]
    public async Task Nothing_is_wider_than_the_screen()
    {
        WholeTests.RunWhereWanted("the page is rendered, filtered and searched in a browser by another test.");
        Skip.If(ChromiumProcess.Executable is null, NoBrowser);
        using var folder = new TemporaryFolder();
        ReportContent content = await s_content.Value;
        string page = WritePage(folder.Path, content);
        await using HeadlessBrowser browser = await HeadlessBrowser.OpenAsync(chromium, page, 820, 844);
        foreach (int width in (int[])[820, 390, 320])
        {
            await browser.ResizeAsync(width, 844);
            await browser.NavigateAsync("about:blank");
            await browser.NavigateAsync(new Uri(page).AbsoluteUri);
            Assert.Equal(width, await browser.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            await browser.NavigateAsync(new Uri(page).AbsoluteUri + $"#sample-{content.Samples[0].Sample}");
            await browser.UntilAsync("!document.getElementById('page').hidden");
            Assert.Equal(width, await browser.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        }
    }

    [SkippableFact]
    public async Task Hostile_names_are_shown_as_text()
    {
        Skip.If(ChromiumProcess.Executable is null, NoBrowser);
        using var folder = new TemporaryFolder();
        string page = WritePage(folder.Path, HostileReport.Content());
        await using HeadlessBrowser browser = await HeadlessBrowser.OpenAsync(chromium, page, 1280, 900);
        Assert.Equal(HostileReport.Closing, await browser.EvaluateAsync<string>("document.querySelector('h1').textContent"));
        Assert.Contains(HostileReport.Markup, await browser.EvaluateAsync<string>("document.getElementById('list').textContent"), StringComparison.Ordinal);
        for (int sample = 0; sample < 4; sample++)
        {
            await browser.EvaluateAsync<int>($"location.hash = '#sample-{sample}', 0");
            await browser.UntilAsync($"!document.getElementById('page').hidden && location.hash === '#sample-{sample}'");
            Assert.Contains(HostileReport.Markup, await browser.EvaluateAsync<string>("document.getElementById('page').innerText"), StringComparison.Ordinal);
        }

        // Only the page's own two scripts, no picture that was not shown, no handler: and no dialog, which would have stopped the evaluation.
        Assert.Equal(2, await browser.EvaluateAsync<int>("document.scripts.length"));
        Assert.Equal(0, await browser.EvaluateAsync<int>("document.querySelectorAll('img, [onmouseover], [onerror]').length"));
        Assert.Empty(browser.Problems);
    }

    [SkippableFact]
    public async Task Whatever_things_are_called_they_are_shown_and_the_layout_holds()
    {
        WholeTests.RunWhereWanted("the page is rendered, filtered and searched in a browser by another test.");
        Skip.If(ChromiumProcess.Executable is null, NoBrowser);
        using var folder = new TemporaryFolder();
        ReportContent[] reports = [.. Enumerable.Range(0, 8).Select(HostileReport.Content)];
        string[] pages = [.. reports.Select((content, seed) => WritePage(folder.File(seed.ToString(CultureInfo.InvariantCulture)), content))];
        await using HeadlessBrowser browser = await HeadlessBrowser.OpenAsync(chromium, pages[0], 1280, 900);
        for (int seed = 0; seed < reports.Length; seed++)
        {
            int width = seed % 2 == 0 ? 390 : 1280;
            await browser.ResizeAsync(width, 900);
            await browser.NavigateAsync(new Uri(pages[seed]).AbsoluteUri);
            Assert.Equal(Lines(reports[seed].Title), await browser.EvaluateAsync<string>("document.querySelector('h1').textContent"));
            Assert.Equal(width, await browser.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            foreach (SampleReport sample in reports[seed].Samples)
            {
                await browser.EvaluateAsync<int>($"location.hash = '#sample-{sample.Sample}', 0");
                await browser.UntilAsync($"!document.getElementById('page').hidden && location.hash === '#sample-{sample.Sample}'");
                Assert.Equal(VisibleText.Of(sample.Name), await browser.EvaluateAsync<string>("document.querySelector('#page h3').textContent"));
                Assert.Equal(width, await browser.EvaluateAsync<int>("document.documentElement.scrollWidth"));

                // The first column stays where the others are scrolled under it, and leaves them half of a telephone.
                Assert.InRange(await browser.EvaluateAsync<double>("Math.max(...[...document.querySelectorAll('#page tbody th')].map(head => head.getBoundingClientRect().width))"), 1, width / 2);
            }

            // Names are text: they made no element, no handler and no picture. What they would call does not exist, so that running it is an error.
            Assert.Equal(2, await browser.EvaluateAsync<int>("document.scripts.length"));
            Assert.Equal(0, await browser.EvaluateAsync<int>("document.querySelectorAll('main img, iframe, main style, main title, textarea').length"));
            Assert.False(await browser.EvaluateAsync<bool>("[...document.querySelectorAll('*')].some(element => [...element.attributes].some(attribute => attribute.name.startsWith('on')))"));
            Assert.Empty(browser.Problems);
        }
    }

    [SkippableFact]
    public async Task Dark_readers_get_a_dark_page_and_paper_a_light_one()
    {
        WholeTests.RunWhereWanted("the page is rendered, filtered and searched in a browser by another test.");
        Skip.If(ChromiumProcess.Executable is null, NoBrowser);
        using var folder = new TemporaryFolder();
        string page = WritePage(folder.Path, HostileReport.Content());
        await using HeadlessBrowser browser = await HeadlessBrowser.OpenAsync(chromium, page, 1280, 900);
        const string brightness = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + +part, 0)";
        await browser.EmulateAsync("dark");
        Assert.InRange(await browser.EvaluateAsync<int>(brightness), 0, 120);
        Assert.Equal("rgb(232, 236, 241)", await browser.EvaluateAsync<string>("getComputedStyle(document.querySelector('svg.chart text')).fill"));
        await browser.EmulateAsync("dark", "print");
        Assert.Equal(765, await browser.EvaluateAsync<int>(brightness));
        await browser.EmulateAsync("dark");
        await browser.EvaluateAsync<int>("document.getElementById('theme').click(), 0");
        Assert.InRange(await browser.EvaluateAsync<int>(brightness), 700, 765);
        await browser.EmulateAsync("dark", "print");
        Assert.Equal(765, await browser.EvaluateAsync<int>(brightness));
        Assert.Equal("none", await browser.EvaluateAsync<string>("getComputedStyle(document.querySelector('nav')).display"));
        Assert.True((await browser.PrintAsync()).Length > 20_000);
    }

    // What a browser makes of line ends in the text of a page.
    private static string Lines(string text) => VisibleText.Of(text).Replace("\r\n", "\n", StringComparison.Ordinal);

    private static Task<int> ChooseAsync(HeadlessBrowser browser, string control, string value, string happens = "input") => browser.EvaluateAsync<int>(
        $"{{ const control = document.getElementById('{control}'); control.value = '{value}'; control.dispatchEvent(new Event('{happens}', {{ bubbles: true }})); }} 0");

    // The page alone: a browser loads no other file of a report.
    private static string WritePage(string folder, ReportContent content)
    {
        string page = Path.Combine(Directory.CreateDirectory(folder).FullName, InterpretationReport.PageName);
        File.WriteAllText(page, ReportPage.Of(content, new ReportFigures(content)));
        return page;
    }

    private static async Task<ReportContent> ComputeAsync()
    {
        using var description = new SmallTransformer();
        using MultimodalDataset data = SmallData.For(description.Description);
        data.NameSamples([.. Enumerable.Range(0, data.Count).Select(sample => $"named-{sample}-thus")]);
        using DataSplits splits = data.Split(seed: 0);
        using Trainer<SmallTransformer> trainer = SmallTransformer.CreateTrainer();
        FitResult fit = await trainer.FitAsync(splits);
        return InterpretationReport.Compute(trainer.Model, splits, new InterpretationReportOptions { History = fit, Resamples = 20, MaskingDraws = 2, IntegrationSteps = 4 });
    }
}
