using System.Text.RegularExpressions;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Yaml;
using I2MoE.Dsl.Testing;
using I2MoE.Dsl.Testing.Documentation;

namespace I2MoE.Dsl.Generators.Tests.Documentation;

/// <summary>Every block of YAML in README and docs is read and checked as an experiment; a block that is a part of one is completed by its keys.</summary>
public sealed partial class YamlBlockTests
{
    // What cannot stand alone, and why.
    private static readonly Dictionary<string, string> s_untried = new()
    {
        ["docs/rules/I2MOE705.md"] = "a million more numbers are told in a comment",
        ["docs/rules/I2MOE709.md"] = "further anchors are told in a comment",
        ["docs/rules/I2MOE721.md"] = "only a project has two files; YamlGenerationTests has the case",
        ["docs/rules/I2MOE724.md"] = "the file that is extended is no experiment; YamlLayerTests has the case",
        ["docs/rules/I2MOE725.md"] = "the file that is extended is told in a comment; YamlLayerTests has the case",
        ["docs/rules/I2MOE722.md"] = "only a build knows classes; YamlGenerationTests has the case",
    };

    private static IEnumerable<CodeBlock> All => MarkdownPage.All.SelectMany(page => page.Blocks).Where(block => block.Language == "yaml" && !s_untried.ContainsKey(block.Page));

    public static TheoryData<string> Blocks => [.. All.Where(block => !IsOfRule(block)).Select(block => block.ToString())];

    public static TheoryData<string> RulePages => [.. All.Where(IsOfRule).Select(block => block.Page).Distinct()];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Block_is_an_experiment_without_a_mistake(string place)
    {
        CodeBlock block = All.Single(it => it.ToString() == place);
        if (SchemaLine().Match(block.Text) is { Success: true } schema)
        {
            Assert.True(File.Exists(Path.Combine(RepositoryFiles.Root, "schemas", schema.Groups[1].Value)), schema.Value);
        }

        if (block.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).All(line => line.StartsWith('#')))
        {
            Assert.Matches(SchemaLine(), block.Text);
            return;
        }

        bool isPart = FileName(block).Contains(".part.", StringComparison.Ordinal);
        string text = isPart ? "name: Completed\n" + block.Text : YamlCompletion.Experiment(block.Text);
        Assert.Empty(Check(block, text).Where(problem => problem.Rule.Severity != RuleSeverity.Suggestion).Select(problem => $"{problem.Rule.Id} {problem.Message}"));
    }

    [Theory]
    [MemberData(nameof(RulePages))]
    public void Wrong_and_right_of_a_rule_are_what_they_say(string place)
    {
        string id = Path.GetFileNameWithoutExtension(place);
        CodeBlock[] blocks = [.. MarkdownPage.At(place).Blocks];
        YamlProblem[] wrong = [.. Check(blocks[0], YamlCompletion.Experiment(blocks[0].Text)), .. Check(blocks[0], blocks[0].Text)];
        Assert.Contains(id, wrong.Select(problem => problem.Rule.Id));

        // What is right has the keys of an experiment; modalities and columns that a part leaves out are not its fault.
        YamlProblem[] right = [.. Check(blocks[1], YamlCompletion.Experiment(blocks[1].Text))];
        Assert.DoesNotContain(right, problem => problem.Rule.Id == id || (problem.Rule.Id.StartsWith("I2MOE7", StringComparison.Ordinal) && !place.Contains("I2MOE7", StringComparison.Ordinal)));
    }

    [Fact]
    public void No_page_is_left_out_without_need() =>
        Assert.All(s_untried.Keys, page => Assert.Contains(MarkdownPage.At(page).Blocks, block => block.Language == "yaml"));

    // A file that is extended is the block of the page that is called so in its first line, or a whole model.
    private static IReadOnlyList<YamlProblem> Check(CodeBlock block, string text) => YamlExperiment.Read(
        FileName(block),
        text,
        file => MarkdownPage.At(block.Page).Blocks.FirstOrDefault(it => FileName(it) == file)?.Text ?? (file.Contains("i2moe", StringComparison.Ordinal) ? YamlCompletion.Model : null)).Check();

    private static string FileName(CodeBlock block) => Name().Match(block.Text) is { Success: true } match ? match.Groups[1].Value : "page.i2moe.yaml";

    private static bool IsOfRule(CodeBlock block) => block.Page.StartsWith("docs/rules/", StringComparison.Ordinal);

    [GeneratedRegex(@"^# ([\w.]+\.i2moe\.yaml)")]
    private static partial Regex Name();

    [GeneratedRegex(@"yaml-language-server: \$schema=https://\S+/schemas/(\S+)")]
    private static partial Regex SchemaLine();
}
