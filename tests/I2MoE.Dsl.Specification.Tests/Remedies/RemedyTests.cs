using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Remedies;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Tests.Rules;

namespace I2MoE.Dsl.Specification.Tests.Remedies;

/// <summary>What is proposed for a finding mends it.</summary>
public sealed class RemedyTests
{
    public static TheoryData<RuleCase> Flagged => [.. RuleTableTests.AllCases.Where(example => example.IsFlagged && RemedyTable.Rules.Contains(example.Rule))];

    [Theory]
    [MemberData(nameof(Flagged), DisableDiscoveryEnumeration = true)]
    public void Every_remedy_mends_the_finding_and_breaks_nothing(RuleCase example)
    {
        Finding finding = Assert.Single(RuleTable.Check(example.Specification));
        Assert.All(RemedyTable.Find(example.Specification, finding), remedy =>
        {
            IReadOnlyList<Finding> after = RuleTable.Check(remedy.Apply(example.Specification));
            Assert.DoesNotContain(after, other => other.Rule == finding.Rule && other.Path == finding.Path);
            Assert.DoesNotContain(after, other => other.Rule.Severity == RuleSeverity.Error && other.Rule != finding.Rule);
        });
    }

    [Fact]
    public void Every_rule_of_the_table_has_a_case_with_a_remedy() => Assert.Equal(
        RemedyTable.Rules.Select(rule => rule.Id),
        ((IEnumerable<object[]>)Flagged).Select(row => (RuleCase)row[0])
            .Where(example => RemedyTable.Find(example.Specification, RuleTable.Check(example.Specification)[0]).Count > 0)
            .Select(example => example.Rule.Id).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void The_nearest_numbers_come_first() => Assert.Equal(
        ["Give Heads = 4", "Give Heads = 8", "Give HiddenDim = 65", "Give HiddenDim = 60"],
        Titles(Declared.Fused(TransformerFusionOptions.Definition, (TransformerFusionOptions.Heads, 5), (TransformerFusionOptions.HiddenDim, 64))));

    [Fact]
    public void A_percentage_becomes_a_fraction() => Assert.Equal(
        ["Give Dropout = 0.5", "Give Dropout = 0.99", "Remove Dropout"],
        Titles(Declared.Encoded(MlpEncoderOptions.Definition, (MlpEncoderOptions.Dropout, 50.0))));

    [Fact]
    public void Only_encoders_that_fit_shape_and_fusion_are_added() => Assert.Equal(
        ["Add [Cnn2dEncoder]"],
        Titles(Declared.Of(Declared.Shaped("Image", 3, 16, 16) with { Encoders = default }, Declared.Vector("Text"))));

    private static IEnumerable<string> Titles(ModelSpecification specification) =>
        RemedyTable.Find(specification, Assert.Single(RuleTable.Check(specification))).Select(remedy => remedy.Title);
}
