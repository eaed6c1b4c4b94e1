using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Proof.Evidence;

/// <summary>What happened when a rule was bypassed.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Bypassed">How many cases broke this rule and no other that is an error, and were compiled and run all the same.</param>
/// <param name="Failed">How many of them failed.</param>
/// <param name="Example">How one of them failed; null where none did.</param>
/// <param name="Reason">Why the rule is right although nothing fails; null where something does, or where there is no reason.</param>
internal sealed record EvidenceLine(Rule Rule, int Bypassed, int Failed, string? Example, string? Reason)
{
    /// <summary>Whether the rule is justified.</summary>
    public bool IsJustified => Example is not null || Reason is not null;
}
