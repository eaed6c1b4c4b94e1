using System.Text.Json;
using System.Xml.Linq;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation.Reporting;
using I2MoE.Dsl.Interpretation.Reporting.Content;
using I2MoE.Dsl.Interpretation.Reporting.Figures;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Testing;
using I2MoE.Dsl.Tests.Encoders;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Training;
using I2MoE.Dsl.Writing;

namespace I2MoE.Dsl.Tests.Interpretation.Reporting;

public sealed class InterpretationReportTests
{
    private static readonly InterpretationReportOptions s_quick = new() { Samples = 6, Resamples = 20, MaskingDraws = 2, IntegrationSteps = 4 };

    // Of all tests that ask for a trained model: none changes it.
    private static readonly Lazy<Task<(SmallTransformer Model, DataSplits Splits, FitResult Fit)>> s_trained = new(TrainAsync);

    [Fact]
    public async Task The_same_arguments_write_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        (SmallTransformer model, DataSplits splits, FitResult fit) = await s_trained.Value;
        InterpretationReportOptions options = s_quick with { History = fit, Experiment = "name: SmallTransformer" };
        string first = InterpretationReport.Write(folder.File("first"), model, splits, options);
        InterpretationReport.Write(folder.File("second"), model, splits, options);
        Assert.Equal(folder.File("first/report.html"), first);
        string[] files = Files(folder.File("first"));
        Assert.Equal(files, Files(folder.File("second")));
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(folder.File("first/" + file)), File.ReadAllBytes(folder.File("second/" + file))));
        Assert.Superset(
            new HashSet<string>(["report.html", "figures/weights-00-all-samples.svg", "figures/weights-00-all-samples.png", "figures/performance.svg", "figures/similarity.png", "figures/similarity.pdf", "figures/interaction-losses.svg", "numbers/losses.csv", "numbers/weights.csv", "numbers/report.json"]),
            files.ToHashSet());
    }

    [Fact]
    public void A_figure_is_a_page_of_PDF_of_its_size_with_its_font()
    {
        using var folder = new TemporaryFolder();
        InterpretationReport.Write(folder.Path, HostileReport.Content());
        string[] files = Directory.GetFiles(folder.File("figures"), "*.pdf");
        Assert.Equal(Directory.GetFiles(folder.File("figures"), "*.svg").Length, files.Length);
        Assert.All(files, file =>
        {
            string text = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file));
            Assert.StartsWith("%PDF-1.", text, StringComparison.Ordinal);
            Assert.Contains("/MediaBox [0 0 420 ", text, StringComparison.Ordinal);
            Assert.Contains("I2MoE", text[text.IndexOf("/FontName", StringComparison.Ordinal)..], StringComparison.Ordinal);
            Assert.DoesNotContain("CreationDate", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task The_page_names_nothing_outside_itself_but_its_files()
    {
        using var folder = new TemporaryFolder();
        (SmallTransformer model, DataSplits splits, FitResult fit) = await s_trained.Value;
        string page = File.ReadAllText(InterpretationReport.Write(folder.Path, model, splits, s_quick with { History = fit }));
        string[] addresses = [.. System.Text.RegularExpressions.Regex.Matches(page, "(?:src|href)=\"([^\"]*)\"").Select(match => match.Groups[1].Value)];
        Assert.NotEmpty(addresses);
        Assert.All(addresses, address => Assert.True(
            address.StartsWith('#') || address == "data:," || File.Exists(folder.File(address)), $"{address} is not part of the report."));
        Assert.DoesNotContain("@import", page, StringComparison.Ordinal);
        Assert.DoesNotContain("url(http", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_are_those_of_the_evaluation()
    {
        (SmallTransformer model, DataSplits splits, FitResult fit) = await s_trained.Value;
        ReportContent content = InterpretationReport.Compute(model, splits, s_quick with { History = fit });
        using var folder = new TemporaryFolder();
        InterpretationReport.Write(folder.Path, content);
        using JsonDocument numbers = JsonDocument.Parse(File.ReadAllText(folder.File("numbers/report.json")));
        JsonElement accuracy = numbers.RootElement.GetProperty("tables").GetProperty("metrics")[0];
        Assert.Equal("Whole model", accuracy.GetProperty("predictor").GetString());

        EvaluationResult evaluation = Evaluate(model, splits.Test);
        Assert.Equal(evaluation.Classification.Accuracy, accuracy.GetProperty("value").GetDouble(), precision: 9);
        Assert.Equal(evaluation.MeanWeights["Synergy"], content.Weights[0].Experts[2].Mean, precision: 5);
        Assert.Equal(splits.Test.Count, content.Weights.Where(group => group.Group.Kind == "class").Sum(group => group.Group.Samples.Count));
        Assert.Equal(6, content.Samples.Count);
        Assert.All(content.ModalityShares!, shares => Assert.Equal(1, shares.Sum(), precision: 6));
        Assert.All(File.ReadAllLines(folder.File("numbers/losses.csv")).Skip(1), line => Assert.Equal(15, line.Split(',').Length));
    }

    [Fact]
    public void Every_task_and_kind_of_modality_has_a_report()
    {
        foreach (InteractionModel model in (InteractionModel[])[new SmallMultiLabel(), new SmallRegression(), new SmallMedia(), new SmallLayout()])
        {
            using (model)
            using (var folder = new TemporaryFolder())
            using (DataSplits splits = SmallData.Splits(model.Description))
            {
                ReportContent content = InterpretationReport.Compute(model, splits, s_quick);
                string page = InterpretationReport.Write(folder.Path, content);
                Assert.True(new FileInfo(page).Length > 50_000);
                Assert.All(content.Samples, sample => Assert.EndsWith(".", sample.Sentence, StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void Parts_that_are_not_asked_for_are_left_out()
    {
        using var folder = new TemporaryFolder();
        using var model = new SmallConcat();
        using DataSplits splits = SmallData.Splits(model.Description);
        ReportContent content = InterpretationReport.Compute(model, splits, new InterpretationReportOptions { Samples = 0, Resamples = 0, IntegrationSteps = 0 });
        Assert.Empty(content.Samples);
        Assert.Null(content.ModalityShares);
        Assert.True(double.IsNaN(content.Scores[0].Metrics[0].Low));
        string page = File.ReadAllText(InterpretationReport.Write(folder.Path, content));
        Assert.DoesNotContain("id=\"samples\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"training\"", page, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("numbers/masking.csv")));
    }

    [Fact]
    public void Images_are_shown_as_they_were_before_standardisation()
    {
        using var folder = new TemporaryFolder();
        using var model = new SmallMedia();
        using DataSplits raw = SmallData.Splits(model.Description);
        using DataSplits splits = raw.Standardise();
        ShownModality of(DataSplits data) => InterpretationReport.Compute(model, data, s_quick).Samples[0].Shown[0];
        byte[] png = of(splits).Image!;
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        Assert.Equal(of(raw).Image, png);
    }

    [Fact]
    public void Words_and_named_features_are_shown_and_samples_have_their_names()
    {
        using var model = new SmallRegression();
        using MultimodalDataset data = SmallData.For(model.Description);
        data["Right"].gt_(0);
        data.NameSamples([.. Enumerable.Range(0, data.Count).Select(sample => $"student {sample}")]);
        data.NameFeatures("Left", ["a", "b", "c", "d", "e"]);
        data.NameFeatures("Right", ["ant", "bee", "cat", "dog"]);
        using DataSplits raw = data.Split(seed: 0);
        using DataSplits splits = raw.Standardise();
        SampleReport sample = InterpretationReport.Compute(model, splits, s_quick).Samples[0];
        Assert.Equal($"student {sample.Sample}", sample.Name);
        Assert.Equal(data["Left"][sample.Sample, 1].item<float>(), sample.Shown[0].Features![1].Value, precision: 4);
        string[] present = [.. raw.Test.FeatureNames["Right"].Where((_, word) => data["Right"][sample.Sample, word].item<float>() > 0)];
        Assert.Equal(present, sample.Shown[1].Words!.AsEnumerable());
        Assert.Contains(sample.TopFeatures!.SelectMany(features => features), feature => feature is { Modality: "Right", Feature: "ant" or "bee" or "cat" or "dog" });
    }

    [Fact]
    public void Names_are_shown_and_never_run()
    {
        using var folder = new TemporaryFolder();
        string page = File.ReadAllText(InterpretationReport.Write(folder.Path, HostileReport.Content()));
        Assert.DoesNotContain(HostileReport.Markup, page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("<[^>]*\" onmouseover=", page);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
        Assert.All(Files(folder.Path), file => Assert.Matches("^[a-zA-Z0-9./-]+$", file));
        Assert.DoesNotContain(HostileReport.Markup, File.ReadAllText(folder.File("figures/similarity.svg")), StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_things_are_called_the_files_are_well_formed()
    {
        for (int seed = 0; seed < (LongTests.AreWanted ? 12 : 4); seed++)
        {
            using var folder = new TemporaryFolder();
            string page = File.ReadAllText(InterpretationReport.Write(folder.Path, HostileReport.Content(seed)));
            Assert.Equal(2, System.Text.RegularExpressions.Regex.Count(page, "<script", System.Text.RegularExpressions.RegexOptions.IgnoreCase));
            Assert.Equal(1, System.Text.RegularExpressions.Regex.Count(page, "<style", System.Text.RegularExpressions.RegexOptions.IgnoreCase));
            Assert.DoesNotContain("<!--", page, StringComparison.Ordinal);
            Assert.DoesNotMatch("[\u0000-\u0008\u202A-\u202E\u2066-\u2069\uFFFE]", page);
            Assert.All(Files(folder.Path), file => Assert.Matches("^[a-zA-Z0-9./-]+$", file));
            Assert.All(Directory.GetFiles(folder.File("figures"), "*.svg"), file => Assert.Equal("svg", XDocument.Load(file).Root!.Name.LocalName));
            using JsonDocument numbers = JsonDocument.Parse(File.ReadAllText(folder.File("numbers/report.json")));
            Assert.Equal(4, numbers.RootElement.GetProperty("samples").GetArrayLength());
        }
    }

    [Theory]
    [InlineData("Food & Drink", "Food & Drink")]
    [InlineData("שלום 👩‍🔬 é", "שלום 👩‍🔬 é")]
    [InlineData("a\u202Eb\u2067c", "a\uFFFDb\uFFFDc")]
    [InlineData("a\u0000b\u001Bc\td\n", "a\uFFFDb\uFFFDc\td\n")]
    [InlineData("a\uFFFE", "a\uFFFD")]
    [InlineData("a\u007F\u009Bb", "a\uFFFD\uFFFDb")]
    public void What_would_spoil_the_text_around_it_is_replaced(string text, string expected) => Assert.Equal(expected, VisibleText.Of(text));

    [Fact]
    public void Half_a_character_is_replaced() => Assert.Equal("a\uFFFDb", VisibleText.Of("a\uD800b"));

    [Theory]
    [InlineData("Food & Drink", "class-03-food-drink")]
    [InlineData("../../etc/passwd", "class-03-etc-passwd")]
    [InlineData("日本語", "class-03")]
    [InlineData("<script>", "class-03-script")]
    public void File_names_are_safe(string text, string expected) => Assert.Equal(expected, FileNames.Numbered("class", 3, text));

    [Fact]
    public void A_spreadsheet_does_not_compute_names()
    {
        using var folder = new TemporaryFolder();
        ReportContent content = HostileReport.Content();
        InterpretationReport.Write(folder.Path, content with { Samples = [content.Samples[0] with { Name = "=HYPERLINK(\"x\")" }] });
        Assert.Contains(",\"'=HYPERLINK(\"\"x\"\")\",", File.ReadAllText(folder.File("numbers/samples.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_outside_their_range_are_refused()
    {
        using var model = new SmallConcat();
        using DataSplits splits = SmallData.Splits(model.Description);
        Assert.Throws<ArgumentOutOfRangeException>(() => InterpretationReport.Compute(model, splits, new InterpretationReportOptions { MaskingDraws = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => InterpretationReport.Compute(model, splits, new InterpretationReportOptions { Samples = -1 }));
    }

    private static async Task<(SmallTransformer Model, DataSplits Splits, FitResult Fit)> TrainAsync()
    {
        DataSplits splits = SmallData.Splits(new SmallTransformer().Description);
        Trainer<SmallTransformer> trainer = SmallTransformer.CreateTrainer();
        return (trainer.Model, splits, await trainer.FitAsync(splits));
    }

    private static EvaluationResult Evaluate(SmallTransformer model, MultimodalDataset data) => Evaluator.Evaluate(model, data);

    private static string[] Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)];
}
