using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Proof.Tests;

/// <summary>What is accepted trains, and what is rejected would not. Thousands of cases are behind the console.</summary>
public sealed class ProofTests
{
    private const int Cases = 300;

    [Fact]
    public void Accepted_specifications_train_and_both_front_ends_agree()
    {
        using var output = new StringWriter();
        using var prover = new Prover(output);

        ProofReport report = prover.Run(first: 0, Cases, evidence: 0);

        Assert.True(report.IsProven, output.ToString());
    }

    [Fact]
    public void Every_rule_that_rejects_is_justified()
    {
        using var output = new StringWriter();
        using var prover = new Prover(output);

        ProofReport report = prover.Run(first: 0, count: 0, evidence: 1);

        report.Write(output);
        Assert.True(report.IsProven, output.ToString());
        Assert.Equal(RuleTable.All.Where(rule => rule.Severity == RuleSeverity.Error).Select(rule => rule.Id), report.Evidence.Select(line => line.Rule.Id).Order(StringComparer.Ordinal));
    }
}
