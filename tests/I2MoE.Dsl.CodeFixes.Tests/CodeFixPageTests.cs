using System.Globalization;
using System.Text;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Testing;
using Microsoft.CodeAnalysis.CodeFixes;

namespace I2MoE.Dsl.CodeFixes.Tests;

/// <summary>docs/code-fixes.md lists what the providers mend.</summary>
public sealed class CodeFixPageTests
{
    private const string Introduction = """
        <!-- Derived from the code fixes (generator/I2MoE.Dsl.CodeFixes). Change them there and run the tests with I2MOE_ACCEPT=1. -->

        # Code fixes

        Ctrl+. at a diagnostic offers what mends it; "Fix all" does the same in a file, a project or the solution. A fix gives a declaration
        that compiles and breaks no other rule, and leaves comments and line breaks as they are.

        At the name of a class with attributes the editor also offers to turn it into an experiment file, and at every mention of a model from
        an experiment file to turn that into a class.

        | Diagnostic | What is wrong | Mended by | Fix all |
        | --- | --- | --- | --- |

        """;

    private static readonly CodeFixProvider[] s_providers =
        [new ClassShapeCodeFixProvider(), new RemedyCodeFixProvider(), new NearestNameCodeFixProvider(), new CreateFileCodeFixProvider(), new YamlMeantCodeFixProvider()];

    private static readonly Dictionary<string, string> s_means = new()
    {
        [nameof(ClassShapeCodeFixProvider)] = "another declaration of the class or property",
        [nameof(RemedyCodeFixProvider)] = "another value, an option or attribute more or less, another name",
        [nameof(NearestNameCodeFixProvider)] = "the nearest attribute, option, choice or modality",
        [nameof(CreateFileCodeFixProvider)] = "a new file",
        [nameof(YamlMeantCodeFixProvider)] = "in an experiment file: the nearest key, kind, choice, name or value",
    };

    [Fact]
    public void The_page_lists_every_fix()
    {
        StringBuilder text = new(Introduction);
        foreach ((string id, CodeFixProvider provider) in s_providers.SelectMany(provider => provider.FixableDiagnosticIds.Select(id => (id, provider))).OrderByDescending(pair => pair.id, StringComparer.Ordinal).Reverse())
        {
            string title = RuleTable.Find(id) is { } rule ? rule.Title : "an error of the compiler in the declaration of a model";
            string name = RuleTable.Find(id) is null ? id : $"[{id}](rules/{id}.md)";
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {title} | {s_means[provider.GetType().Name]} | {(provider.GetFixAllProvider() is null ? "no" : "yes")} |\n");
        }

        Snapshot.VerifyDerivedFile(text.ToString(), "docs/code-fixes.md");
    }

    [Fact]
    public void Every_provider_is_listed() => Assert.Equal(
        typeof(RemedyCodeFixProvider).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(CodeFixProvider))).Select(type => type.Name).Order(StringComparer.Ordinal),
        s_providers.Select(provider => provider.GetType().Name).Order(StringComparer.Ordinal));
}
