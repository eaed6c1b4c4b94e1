using I2MoE.Proof.Cases;

namespace I2MoE.Proof.Compilation;

/// <summary>A promise that a case breaks.</summary>
/// <param name="Case">The case.</param>
/// <param name="Kind">What sort of failure it is; shrinking keeps it.</param>
/// <param name="Message">What happened.</param>
internal sealed record Failure(ProofCase Case, string Kind, string Message)
{
    /// <summary>An exception of the generator or the analyzer.</summary>
    public const string GeneratorException = "generator exception";

    /// <summary>Attributes and YAML are judged differently or make different code.</summary>
    public const string FrontEnds = "front ends disagree";

    /// <summary>What was accepted does not compile, or with a warning.</summary>
    public const string DoesNotCompile = "accepted, does not compile";

    /// <summary>What was accepted fails when it runs.</summary>
    public const string DoesNotRun = "accepted, does not run";
}
