using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Tests.Rules;

/// <summary>A specification, and what all rules together find in it: one finding of <paramref name="Rule"/>, or nothing of it.</summary>
public sealed record RuleCase(Rule Rule, string What, ModelSpecification Specification, SpecificationPath? Path, string? Message)
{
    public bool IsFlagged => Message is not null;

    public static RuleCase Flags(Rule rule, string what, ModelSpecification specification, SpecificationPath path, string message) =>
        new(rule, what, specification, path, message);

    public static RuleCase Allows(Rule rule, string what, ModelSpecification specification) => new(rule, what, specification, null, null);

    public void Verify()
    {
        IReadOnlyList<Finding> findings = RuleTable.Check(Specification);
        if (!IsFlagged)
        {
            Assert.DoesNotContain(findings, finding => finding.Rule == Rule);
            return;
        }

        // One mistake, one finding: nothing else may be reported beside it.
        Finding found = Assert.Single(findings);
        Assert.Equal(Rule.Id, found.Rule.Id);
        Assert.Equal(Path, found.Path);
        Assert.Equal(Message, found.Message);
    }

    public override string ToString() => $"{Rule.Id} {(IsFlagged ? "flags" : "does not flag")} {What}";
}
