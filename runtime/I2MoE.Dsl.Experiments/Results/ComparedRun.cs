using I2MoE.Dsl.Metrics;

namespace I2MoE.Dsl.Experiments.Results;

/// <summary>How one model does on the test part of one division of the data.</summary>
/// <param name="Model">The model, for example <c>I2MoE</c>.</param>
/// <param name="Setting">What was chosen for it, for example <c>L2 1</c>; empty for nothing.</param>
/// <param name="Division">The division of the data; runs of the same have the same test part.</param>
/// <param name="TestPerTraining">The number of test samples for every training sample.</param>
/// <param name="Test">The metrics.</param>
internal sealed record ComparedRun(string Model, string Setting, string Division, double TestPerTraining, TaskMetrics Test);
