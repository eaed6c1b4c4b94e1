using System.Diagnostics;
using System.Security.Cryptography;
using System.Xml.Linq;
using I2MoE.Dsl.Interpretation.Reporting.Content;
using I2MoE.Dsl.Interpretation.Reporting.Figures;

namespace I2MoE.Dsl.Tests.Interpretation.Reporting;

/// <summary>Figures are drawn with the font of the package: the same bytes whatever fonts a machine has, and no name is too strange for them.</summary>
public sealed class FigureFontTests
{
    /// <summary>What a process is started with that writes figures, see <see cref="TestProgram"/>.</summary>
    internal const string Command = "figures";

    private static readonly string[] s_names = ["日本語", "مرحبا بالعالم", "👩‍🔬🏳️‍🌈", "e\u0301\u0301\u0301x", "", "Ωμέγα", "Straße", "שלום", "\u200b", "\u0301", "𝔘𝔫𝔦", "\ue000\ue001", " ", "猫", "狗"];

    /// <summary>Writes the figures of reports with strange names.</summary>
    internal static void WriteFigures(string folder)
    {
        for (int first = 0; first + 5 < s_names.Length; first += 5)
        {
            string[] names = [.. s_names.Skip(first).Concat(s_names).Take(11)];
            ReportContent content = HostileReport.Content(names[0], names[..2], names[2..5], names[5..9], names[9..11]);
            string part = Directory.CreateDirectory(Path.Combine(folder, $"{first}")).FullName;
            foreach (Figure figure in new ReportFigures(content).All)
            {
                figure.Write(part);
                File.WriteAllText(Path.Combine(part, figure.Id + ".inline"), InlineSvg.Of(figure));
            }
        }
    }

    [Fact]
    public async Task Figures_are_the_same_with_no_font_one_and_many()
    {
        using var folder = new TemporaryFolder();
        string none = Directory.CreateDirectory(folder.File("none")).FullName;
        string one = Directory.CreateDirectory(folder.File("one")).FullName;
        using (Stream font = typeof(ChartFont).Assembly.GetManifestResourceStream("I2MoESans.ttf")!)
        using (FileStream file = File.Create(Path.Combine(one, "other.ttf")))
        {
            await font.CopyToAsync(file);
        }

        string[] settings = ["/usr/share/fonts", none, one];
        string[] digests = await Task.WhenAll(settings.Select((fonts, place) => DigestOfChildAsync(folder, fonts, place)));
        Assert.Equal([digests[0], digests[0], digests[0]], digests);
    }

    [Fact]
    public void Every_name_stands_in_its_figure_as_it_is()
    {
        using var folder = new TemporaryFolder();
        ReportContent content = HostileReport.Content("title", ["日本語", "e\u0301\u0301"], ["猫", "狗", "👩‍🔬 lab"], ["مرحبا", "", "Ωμέγα", "\ue000"], ["a", "b"]);
        var figures = new ReportFigures(content);
        Assert.Contains(TextsOf(figures.Similarity), text => text.Contains("日本語", StringComparison.Ordinal));
        Assert.Superset(new HashSet<string>(["猫", "狗", "👩‍🔬 lab"]), TextsOf(figures.Examples[0].Figure).ToHashSet());
    }

    [Fact]
    public void No_text_of_a_figure_needs_another_font()
    {
        foreach (string name in s_names)
        {
            var texts = new DrawnText();
            string drawn = texts.Of(name);
            Assert.All(drawn.EnumerateRunes(), rune => Assert.True(ChartFont.Has(rune.Value), $"U+{rune.Value:X4}"));
            Assert.Equal(name, texts.Original(drawn));
        }
    }

    [Fact]
    public void More_signs_than_the_font_has_stand_ins_for_become_the_replacement_character()
    {
        var texts = new DrawnText();
        string many = string.Concat(Enumerable.Range(0x4E00, 600).Select(sign => ((char)sign).ToString()));
        string drawn = texts.Of(many);
        Assert.Equal(600, drawn.Length);
        Assert.Equal(many[..512] + new string('\uFFFD', 88), texts.Original(drawn));
    }

    private static IEnumerable<string> TextsOf(Figure figure) =>
        XDocument.Parse(figure.ToSvg()).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value);

    private static async Task<string> DigestOfChildAsync(TemporaryFolder folder, string fonts, int place)
    {
        string settings = folder.Write($"fonts-{place}.conf", $"<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig><dir>{fonts}</dir><cachedir>{folder.File("cache")}</cachedir></fontconfig>");
        string figures = Directory.CreateDirectory(folder.File($"figures-{place}")).FullName;
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["exec", typeof(FigureFontTests).Assembly.Location, Command, figures]) { RedirectStandardError = true };
        start.Environment["FONTCONFIG_FILE"] = settings;
        start.Environment["FONTCONFIG_PATH"] = folder.Path;
        using Process process = Process.Start(start)!;
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, error);
        string[] files = [.. Directory.GetFiles(figures, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        Assert.True(files.Length > 50);
        return string.Join('\n', files.Select(file => $"{Path.GetRelativePath(figures, file)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"));
    }
}
