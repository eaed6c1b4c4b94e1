using I2MoE.Dsl.Specification.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace I2MoE.Dsl.Generators.Tests;

/// <summary>The analyzer reports a broken rule at the place that breaks it.</summary>
public sealed class AnalyzerTests
{
    public static TheoryData<string, string, string> Findings => new()
    {
        // rule, declaration, the text at which it is reported
        { "I2MOE101", Sources.BreastCancer.Replace("public partial class", "public class", StringComparison.Ordinal), "BreastCancerModel" },
        { "I2MOE106", Sources.BreastCancer.Replace("class BreastCancerModel", "class BreastCancerModel : Exception", StringComparison.Ordinal), "BreastCancerModel" },
        { "I2MOE201", Sources.WithModalities(), "Model" },
        { "I2MOE202", Sources.WithModalities("Only"), "Modality(Features = 3)" },
        { "I2MOE205", Sources.BreastCancer.Replace("public partial Modality Worst { get; }", "public Modality? Worst { get; }", StringComparison.Ordinal), "Modality(Features = 10)" },
        { "I2MOE207", Sources.BreastCancer.Replace("[Modality(Features = 10), LinearEncoder]", "[LinearEncoder]", StringComparison.Ordinal), "Worst" },
        { "I2MOE301", Sources.BreastCancer.Replace("[TransformerFusion(Layers = 1, Heads = 4, HiddenDim = 64, Patches = 4)]", "", StringComparison.Ordinal), "BreastCancerModel" },
        { "I2MOE302", Sources.BreastCancer.Replace("[Experts(", "[ConcatFusion]\n[Experts(", StringComparison.Ordinal), "ConcatFusion" },
        { "I2MOE303", Sources.BreastCancer.Replace("Heads = 4", "Heads = 5", StringComparison.Ordinal), "Heads = 5" },
        { "I2MOE001", Sources.BreastCancer.Replace("Classes = 2", "Classes = 1", StringComparison.Ordinal), "Classes = 1" },
        { "I2MOE001", Sources.BreastCancer.Replace("Temperature = 2", "Temperature = 0", StringComparison.Ordinal), "Temperature = 0" },
        { "I2MOE001", Sources.Concat.Replace("MlpEncoder(Layers = 2", "MlpEncoder(Layers = 0", StringComparison.Ordinal), "Layers = 0" },
    };

    [Theory]
    [MemberData(nameof(Findings))]
    public async Task A_broken_rule_is_reported_once_at_its_place(string rule, string source, string place)
    {
        IReadOnlyList<Diagnostic> diagnostics = await Project.Of(source).DiagnoseAsync();

        Diagnostic diagnostic = Assert.Single(diagnostics, diagnostic => diagnostic.Id.StartsWith("I2MOE", StringComparison.Ordinal));
        Assert.Equal((rule, place), (diagnostic.Id, TextAt(diagnostic, source)));
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
    }

    [Fact]
    public async Task The_place_is_a_line_and_columns_of_the_users_file()
    {
        Project project = Project.Of(Sources.BreastCancer.Replace("Heads = 4", "Heads = 5", StringComparison.Ordinal));

        Diagnostic diagnostic = Assert.Single(await project.DiagnoseAsync());
        Assert.Equal("File0.cs: (4,31)-(4,40)", diagnostic.Location.GetLineSpan().ToString());
    }

    [Fact]
    public async Task The_message_names_the_values_and_the_help_link_names_the_rule()
    {
        Project project = Project.Of(Sources.BreastCancer.Replace("Heads = 4", "Heads = 5", StringComparison.Ordinal));

        Diagnostic diagnostic = Assert.Single(await project.DiagnoseAsync());
        string message = diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains("64", message, StringComparison.Ordinal);
        Assert.Contains("5", message, StringComparison.Ordinal);
        Assert.Equal("https://github.com/i2moe/I2MoE.Dsl/blob/main/docs/rules/I2MOE303.md", diagnostic.Descriptor.HelpLinkUri);
    }

    [Fact]
    public async Task A_pragma_suppresses_a_rule()
    {
        string source = Sources.BreastCancer
            .Replace("[TransformerFusion(Layers = 1, Heads = 4", "#pragma warning disable I2MOE303\n[TransformerFusion(Layers = 1, Heads = 5", StringComparison.Ordinal)
            .Replace("[Experts", "#pragma warning restore I2MOE303\n[Experts", StringComparison.Ordinal);

        Assert.Empty(await Project.Of(source).DiagnoseAsync());
    }

    [Fact]
    public async Task A_class_without_the_attribute_is_asked_for_it_and_judged_by_its_values() =>
        Assert.Equal(["I2MOE001", "I2MOE113"], (await Project.Of("[Classification(Classes = -1)] internal static class NoModel;").DiagnoseAsync()).Select(diagnostic => diagnostic.Id));

    [Theory]
    [InlineData("internal partial class NoModel { [Modality(Features = 3)] public partial Modality A { get; } }", 1)]
    [InlineData("internal partial class NoModel { public partial Modality A { get; } }", 1)]
    [InlineData("internal partial class NoModel { [I2MoE.Dsl.LinearEncoder] public partial Modality A { get; } }\ninternal partial class NoModel { [Modality(Features = 3)] public partial Modality B { get; } }", 1)]
    [InlineData("internal sealed class TrainingAttribute : Attribute;\ninternal static class Other { [Training] internal static class NoModel; }", 0)]
    [InlineData("internal class NoModel { public int Modality { get; } }", 0)]
    public async Task A_class_with_modalities_and_without_the_attribute_is_told_once(string source, int count)
    {
        Diagnostic[] found = [.. (await Project.Of(source).DiagnoseAsync()).Where(diagnostic => diagnostic.Id.StartsWith("I2MOE", StringComparison.Ordinal))];
        Assert.Equal(Enumerable.Repeat("I2MOE113", count), found.Select(diagnostic => diagnostic.Id));
        Assert.All(found, diagnostic => Assert.Equal(0, diagnostic.Location.GetLineSpan().StartLinePosition.Line));
    }

    [Fact]
    public void Every_rule_is_a_diagnostic_and_listed_in_the_release_file()
    {
        string file = Path.Combine(Testing.RepositoryFiles.Root, "generator", "I2MoE.Dsl.Generators", "AnalyzerReleases.Unshipped.md");
        IEnumerable<string> listed = File.ReadLines(file).Where(line => line.StartsWith("I2MOE", StringComparison.Ordinal));
        IEnumerable<string> expected = new ModelDeclarationAnalyzer().SupportedDiagnostics
            .Select(rule => $"{rule.Id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}")
            .Append("I2MOE900 | I2MoE.Internal | Error | Internal error of the I2MoE generator");

        Assert.Equal(expected, listed);
        Assert.Equal(RuleTable.All.Select(rule => rule.Id), new ModelDeclarationAnalyzer().SupportedDiagnostics.Select(rule => rule.Id));
    }

    // The location of a diagnostic of the generator has a path and a span, but no tree.
    private static string TextAt(Diagnostic diagnostic, string source) =>
        source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length);

    // The command-line compiler ends at the error of the class before it hears an analyzer: what is wrong in its options comes with it.
    [Theory]
    [InlineData("class that is not partial", "public partial class", "public class", "I2MOE101")]
    [InlineData("static class", "public partial class", "public static partial class", "I2MOE102")]
    [InlineData("member of a generated name", "public partial class BreastCancerModel\n{", "public partial class BreastCancerModel\n{\n    public int Output => 1;", "I2MOE110")]
    [InlineData("class that is not marked", "[I2MoEModel]\n", "", "I2MOE113")]
    public void Mistakes_of_class_and_options_come_in_one_wave(string kind, string old, string changed, string id)
    {
        string source = Sources.BreastCancer.Replace(old, changed, StringComparison.Ordinal).Replace("Classification(Classes = 2)", "Classification(Classes = -1)", StringComparison.Ordinal);
        string[] found = [.. Project.Of(source).Result.Diagnostics.Select(diagnostic => diagnostic.Id)];
        Assert.True(found.Contains(id) && found.Contains("I2MOE001"), $"{kind}: {string.Join(", ", found)}");
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task The_analyzer_leaves_a_project_without_the_attribute_at_once(bool hasAttribute, int actions)
    {
        CSharpCompilation compilation = CSharpCompilation.Create("Other", [CSharpSyntaxTree.ParseText("class Other;")], Basic.Reference.Assemblies.Net100.References.All);
        if (hasAttribute)
        {
            compilation = compilation.AddReferences(MetadataReference.CreateFromFile(typeof(I2MoEModelAttribute).Assembly.Location));
        }

        ModelDeclarationAnalyzer analyzer = new();
        CompilationWithAnalyzers analyzed = compilation.WithAnalyzers([analyzer]);
        await analyzed.GetAnalyzerDiagnosticsAsync();
        Assert.Equal(actions, (await analyzed.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None)).SymbolActionsCount);
    }
}
