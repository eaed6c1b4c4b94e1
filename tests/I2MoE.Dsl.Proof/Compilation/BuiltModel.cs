using I2MoE.Proof.Cases;
using I2MoE.Proof.Trials;

namespace I2MoE.Proof.Compilation;

/// <summary>A generated model after the compiler.</summary>
/// <param name="Case">The case.</param>
/// <param name="Diagnostics">The compiler's errors and warnings about it.</param>
/// <param name="Request">How to try it; null where it does not compile.</param>
internal sealed record BuiltModel(ProofCase Case, IReadOnlyList<string> Diagnostics, TrialRequest? Request);
