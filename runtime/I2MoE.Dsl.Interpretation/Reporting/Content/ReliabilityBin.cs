using System.ComponentModel;

namespace I2MoE.Dsl.Interpretation.Reporting.Content;

/// <summary>Predictions of about the same probability.</summary>
/// <param name="Probability">Their mean probability.</param>
/// <param name="Right">The share that is right.</param>
/// <param name="Count">How many there are.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ReliabilityBin(double Probability, double Right, int Count);
