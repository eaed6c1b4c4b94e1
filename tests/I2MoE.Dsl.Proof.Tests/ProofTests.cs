using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Testing;
using I2MoE.Proof.Cases;
using I2MoE.Proof.Compilation;

namespace I2MoE.Proof.Tests;

/// <summary>What is accepted trains, and what is rejected would not. Thousands of cases are behind the console.</summary>
public sealed class ProofTests
{
    private static readonly int s_cases = WholeTests.AreWanted ? 60 : 20;

    [Fact]
    public void Accepted_specifications_train_and_both_front_ends_agree()
    {
        using var output = new StringWriter();
        using var prover = new Prover(output);

        ProofReport report = prover.Run(first: 0, s_cases, evidence: 0);

        Assert.True(report.IsProven, output.ToString());
    }

    [Fact]
    public void A_single_case_is_proven_or_not()
    {
        using var output = new StringWriter();
        Judgement accepted = Judge.Run(Enumerable.Range(0, 20).Select(CaseGenerator.Create)).First(judgement => judgement is { IsAccepted: true, Failures.Count: 0 });
        Assert.Equal(0, ProofCommand.Run(["--seed", accepted.Case.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)], output));

        using var prover = new Prover(output);
        accepted.Failures.Add(new Failure(accepted.Case, "test", "It fails."));
        Assert.False(prover.Show(accepted));
        Assert.EndsWith("test: It fails.\nFAILED.\n", output.ToString().ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Every_rule_that_rejects_is_justified()
    {
        Skip.IfNot(LongTests.AreWanted, "I2MOE_LONG is not 1: it takes minutes.");
        using var output = new StringWriter();
        using var prover = new Prover(output);

        ProofReport report = prover.Run(first: 0, count: 0, evidence: 1);

        report.Write(output);
        Assert.True(report.IsProven, output.ToString());
        Assert.Equal(RuleTable.All.Where(rule => rule.Severity == RuleSeverity.Error).Select(rule => rule.Id), report.Evidence.Select(line => line.Rule.Id).Order(StringComparer.Ordinal));
    }
}
