using I2MoE.Dsl.Metrics;

namespace I2MoE.Dsl.Baselines;

/// <summary>How a baseline does.</summary>
/// <param name="Name">Which it is, for example <c>logistic regression</c>.</param>
/// <param name="Setting">What was chosen on the validation part, for example <c>L2 1</c>; empty where there is nothing to choose.</param>
/// <param name="Validation">The metrics of the validation part.</param>
/// <param name="Test">The metrics of the test part.</param>
internal sealed record BaselineResult(string Name, string Setting, TaskMetrics Validation, TaskMetrics Test);
