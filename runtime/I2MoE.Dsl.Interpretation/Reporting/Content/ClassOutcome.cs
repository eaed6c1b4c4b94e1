using System.ComponentModel;

namespace I2MoE.Dsl.Interpretation.Reporting.Content;

/// <summary>How well the whole model tells a class from the others, or whether a sample has a label.</summary>
/// <param name="Name">The class or label.</param>
/// <param name="Samples">How many samples are of it.</param>
/// <param name="Predicted">How many samples it is predicted for.</param>
/// <param name="Precision">The share of those predicted that are of it; NaN where it is never predicted.</param>
/// <param name="Recall">The share of its samples for which it is predicted; NaN where it has none.</param>
/// <param name="Auroc">The area under its receiver operating characteristic, against all others; NaN where there is none.</param>
/// <param name="Roc">That curve: the share of the others, and of its samples, with a probability of at least each threshold.</param>
/// <param name="PrecisionRecall">Recall and precision at each threshold.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ClassOutcome(
    string Name, int Samples, int Predicted, double Precision, double Recall, double Auroc, IReadOnlyList<(double X, double Y)> Roc, IReadOnlyList<(double X, double Y)> PrecisionRecall);
