using System.Globalization;
using System.Text;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Testing;

namespace I2MoE.Dsl.Specification.Tests.Rules;

/// <summary>The index of messages in docs/troubleshooting.md has every rule once, under what it is about.</summary>
public sealed class TroubleshootingPageTests
{
    private const string Page = "docs/troubleshooting.md";
    private const string Begin = "<!-- Derived from the rules. Change them there and run the tests with I2MOE_ACCEPT=1. -->\n\n";
    private const string End = "\n<!-- End of the derived part. -->";

    // What messages are about, by the numbers of their ids.
    private static readonly (string Topic, (int First, int Last)[] Ids)[] s_topics =
    [
        ("A value of an option", [(1, 99)]),
        ("The class of a model", [(101, 199)]),
        ("Modalities and encoders", [(201, 299)]),
        ("The fusion, sizes, memory", [(301, 399)]),
        ("Experts and weights", [(401, 499)]),
        ("Task, losses, rates", [(501, 599), (730, 737), (751, 759), (770, 779)]),
        ("Data: sources, columns, names, splits", [(601, 699), (726, 729), (760, 769)]),
        ("Data: modalities that samples lack, several sources, categories", [(780, 799)]),
        ("The experiment file itself", [(701, 725)]),
        ("Sweeps and tracking", [(738, 750)]),
    ];

    [Fact]
    public void Index_has_every_rule_under_its_topic()
    {
        Assert.All(RuleTable.All, rule => Assert.Single(s_topics, topic => Has(topic.Ids, rule)));
        StringBuilder text = new();
        foreach ((string topic, (int First, int Last)[] ids) in s_topics)
        {
            text.Append(CultureInfo.InvariantCulture, $"### {topic}\n\n");
            foreach (Rule rule in RuleTable.All.Where(rule => Has(ids, rule)))
            {
                text.Append(CultureInfo.InvariantCulture, $"- [{rule.Id}](rules/{rule.Id}.md): {rule.Title}\n");
            }

            text.Append('\n');
        }

        string page = File.ReadAllText(Path.Combine(RepositoryFiles.Root, Page)).ReplaceLineEndings("\n");
        int begin = page.IndexOf(Begin, StringComparison.Ordinal);
        int end = page.IndexOf(End, StringComparison.Ordinal);
        Assert.True(begin >= 0 && end > begin, "The page has no derived part.");
        Snapshot.VerifyDerivedFile(page[..(begin + Begin.Length)] + text.ToString().TrimEnd('\n') + "\n" + page[end..], Page);
    }

    private static bool Has((int First, int Last)[] ids, Rule rule)
    {
        int number = int.Parse(rule.Id.AsSpan("I2MOE".Length), CultureInfo.InvariantCulture);
        return ids.Any(range => number >= range.First && number <= range.Last);
    }
}
