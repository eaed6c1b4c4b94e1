using System.Globalization;
using System.Text;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Testing;

namespace I2MoE.Dsl.Specification.Tests.Rules;

/// <summary>Every rule has its page in docs/rules, and every page its rule.</summary>
public sealed class RulePageTests
{
    private const string Introduction = """
        <!-- Derived from the rules (generator/I2MoE.Dsl.Specification/Rules). Change them there and run the tests with I2MOE_ACCEPT=1. -->

        # Rules

        What is checked in every declaration. Errors stop the build; warnings and suggestions can be configured in `.editorconfig`, for
        example `dotnet_diagnostic.I2MOE401.severity = none`.

        | Id | What is wrong | Severity |
        | --- | --- | --- |

        """;

    private static string Folder { get; } = Path.Combine(RepositoryFiles.Root, "docs", "rules");

    public static TheoryData<string> Ids => [.. RuleTable.All.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_has_title_severity_and_both_examples(string id)
    {
        Rule rule = RuleTable.Find(id)!;
        string[] lines = File.ReadAllLines(Path.Combine(Folder, $"{id}.md"));
        Assert.Equal($"# {rule.Id}: {rule.Title}", lines[0]);
        Assert.Contains($"Severity: {SeverityOf(rule)}", lines);
        Assert.Contains(lines, line => line.StartsWith("**Why.** ", StringComparison.Ordinal));
        Assert.True(Array.IndexOf(lines, "Wrong:") is int wrong and > 0 && Array.IndexOf(lines, "Right:") > wrong);
        Assert.Equal(4, lines.Count(line => line.StartsWith("```", StringComparison.Ordinal)));
    }

    [Fact]
    public void No_page_is_without_its_rule() =>
        Assert.Equal(
            RuleTable.All.Select(rule => rule.Id).Append("README").Order(),
            Directory.GetFiles(Folder).Select(file => Path.GetFileNameWithoutExtension(file)).Order());

    [Fact]
    public void Index_is_current()
    {
        StringBuilder text = new(Introduction);
        foreach (Rule rule in RuleTable.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"| [{rule.Id}]({rule.Id}.md) | {rule.Title} | {SeverityOf(rule)} |\n");
        }

        Snapshot.VerifyDerivedFile(text.ToString(), "docs/rules/README.md");
    }

    private static string SeverityOf(Rule rule) => rule.Severity switch
    {
        RuleSeverity.Suggestion => "suggestion",
        RuleSeverity.Warning => "warning",
        _ => "error",
    };
}
