using System.ComponentModel;

namespace I2MoE.Dsl.Interpretation.Reporting.Content;

/// <summary>Whether the probabilities of some predictions mean what they say.</summary>
/// <param name="Kind"><c>class</c>: the samples that are predicted as it; <c>label</c>: what is said of it for all samples; <c>present</c>: the samples that have these modalities.</param>
/// <param name="Group">The class, the label, or the modalities.</param>
/// <param name="Predictions">How many predictions there are.</param>
/// <param name="Probability">Their mean probability.</param>
/// <param name="Right">The share that is right.</param>
/// <param name="CalibrationError">Their expected calibration error, in tenths.</param>
/// <param name="Brier">The Brier score of their samples; of a label its own.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record GroupCalibration(string Kind, string Group, int Predictions, double Probability, double Right, double CalibrationError, double Brier);
