using System.ComponentModel;

namespace I2MoE.Dsl.Interpretation;

/// <summary>A check of whether an explanation can be believed.</summary>
/// <param name="Name">What is checked, for example <c>shuffled labels</c>.</param>
/// <param name="Passed">Whether it passed.</param>
/// <param name="Finding">What was found, as a sentence.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record FaithfulnessCheck(string Name, bool Passed, string Finding);
