using System.ComponentModel;

namespace I2MoE.Dsl.SelfTest;

/// <summary>What the self-test found of one operation.</summary>
/// <param name="Operation">The operation, for example <c>lstm</c>.</param>
/// <param name="Error">The greatest difference to the same in float64, in outputs and gradients, as a share of the greatest value; NaN where a number is.</param>
/// <param name="Tolerance">The greatest error that is rounding.</param>
/// <param name="IsOurs">Whether this library uses the operation; otherwise it concerns custom encoders only.</param>
/// <param name="Remedy">What helps where it is wrong.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record BackendFinding(string Operation, double Error, double Tolerance, bool IsOurs, string Remedy)
{
    /// <summary>Whether the operation is right on this machine.</summary>
    public bool IsRight => Error <= Tolerance;
}
