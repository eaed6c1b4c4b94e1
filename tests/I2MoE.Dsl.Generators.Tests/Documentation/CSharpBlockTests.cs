using System.Text.RegularExpressions;
using I2MoE.Dsl.Testing.Documentation;
using Microsoft.CodeAnalysis;

namespace I2MoE.Dsl.Generators.Tests.Documentation;

/// <summary>
/// Every block of C# in README and docs compiles with the generator and the analyzer, as somebody pastes it into the project of <c>dotnet new console</c>.
/// Statements stand in a method that has what they are about; the using lines must be told on their page.
/// </summary>
public sealed class CSharpBlockTests
{
    // What cannot stand alone, and why.
    private static readonly Dictionary<string, string> s_untried = new()
    {
        ["docs/rules/I2MOE113.md"] = "the attribute that it lacks is added to every class here; AnalyzerTests has the case",
        ["docs/rules/I2MOE203.md"] = "seven of its nine modalities are told in a comment",
        ["docs/rules/I2MOE502.md"] = "its classes have no body",
    };

    private static IEnumerable<CodeBlock> All => MarkdownPage.All.SelectMany(page => page.Blocks).Where(block => block.Language == "csharp" && !s_untried.ContainsKey(block.Page));

    public static TheoryData<string> Blocks => [.. All.Where(block => !IsOfRule(block)).Select(block => block.ToString())];

    public static TheoryData<string> RulePages => [.. All.Where(IsOfRule).Select(block => block.Page).Distinct()];

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task Block_compiles(string place)
    {
        CodeBlock block = All.Single(it => it.ToString() == place);
        var page = MarkdownPage.At(block.Page);

        // Whole files of the page are there: its declarations, and the program where it is the block.
        CodeBlock[] files = [.. page.Blocks.Where(it => it.Language == "csharp" && IsTypes(it) && it != block)];
        string[] text = IsTypes(block) || IsProgram(block) ? [block.Text]
            : IsMembers(block) ? [CSharpCompletion.Declarations(block.Text)[0].Insert(0, page.Usings)]
            : [CSharpCompletion.Statements(block.Text, page.Usings), CSharpCompletion.StatementModel];
        Project project = Project.OfTemplate([.. text, .. files.Select(it => it.Text)]).WithProperties(("RootNamespace", "Study"));
        foreach (CodeBlock yaml in page.Blocks.Where(it => it.Language == "yaml" && it.Text.Contains("name: ", StringComparison.Ordinal)).Take(1))
        {
            project = project.WithYaml($"/{block.Page}/page.i2moe.yaml", yaml.Text);
        }

        project = text.Any(it => it.Contains("using I2MoE.Dsl.AspNetCore;", StringComparison.Ordinal)) ? project.WithAspNetCore() : project;
        Assert.Empty(Wrong(await (IsProgram(block) ? project.AsProgram() : project).DiagnoseAsync()));
    }

    [Theory]
    [MemberData(nameof(RulePages))]
    public async Task Wrong_and_right_of_a_rule_are_what_they_say(string place)
    {
        string id = Path.GetFileNameWithoutExtension(place);
        CodeBlock[] blocks = [.. MarkdownPage.At(place).Blocks];
        IReadOnlyList<Diagnostic>[] wrong = await DiagnoseAsync(blocks[0].Text);
        Assert.True(wrong.Any(found => found.Any(it => it.Id == id)), $"{blocks[0]} has no {id}: {string.Join("; ", wrong.SelectMany(it => it))}");
        IReadOnlyList<Diagnostic>[] right = await DiagnoseAsync(blocks[1].Text);
        Assert.True(right.Any(found => found.All(it => it.Id != id && it.Severity != DiagnosticSeverity.Error)), $"{blocks[1]}: {string.Join("; ", right.SelectMany(it => it))}");
    }

    [Fact]
    public void No_page_is_left_out_without_need() =>
        Assert.All(s_untried.Keys, page => Assert.Contains(MarkdownPage.At(page).Blocks, block => block.Language == "csharp"));

    private static async Task<IReadOnlyList<Diagnostic>[]> DiagnoseAsync(string text)
    {
        Match yaml = Regex.Match(text, "// (.*yaml) says: (name: .*)");
        return await Task.WhenAll(CSharpCompletion.Declarations(text).Select(file =>
        {
            Project project = Project.Of(file);
            return (yaml.Success ? project.WithYaml("/" + yaml.Groups[1].Value, yaml.Groups[2].Value + "\n" + YamlCompletion.Model) : project).DiagnoseAsync();
        }));
    }

    private static IEnumerable<string> Wrong(IEnumerable<Diagnostic> found) =>
        found.Where(it => it.Severity == DiagnosticSeverity.Error || (it.Severity == DiagnosticSeverity.Warning && it.Id.StartsWith("I2MOE", StringComparison.Ordinal))).Select(it => it.ToString());

    private static bool IsOfRule(CodeBlock block) => block.Page.StartsWith("docs/rules/", StringComparison.Ordinal);

    private static bool IsTypes(CodeBlock block) => Regex.IsMatch(block.Text, @"^(public|internal) .*\b(class|record) ", RegexOptions.Multiline);

    private static bool IsProgram(CodeBlock block) => Regex.IsMatch(block.Text, @"^using [A-Z][\w.]*;|^return await ", RegexOptions.Multiline) && !IsTypes(block);

    private static bool IsMembers(CodeBlock block) => block.Text.StartsWith('[') && block.Text.Contains("{ get; }", StringComparison.Ordinal);
}
