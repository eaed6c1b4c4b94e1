using System.ComponentModel;

namespace I2MoE.Dsl.Training;

/// <summary>The value of a loss term.</summary>
/// <param name="Name">The term: Total, Task, Interaction or the name of an expert.</param>
/// <param name="Value">Its mean over the steps of an epoch so far.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct LossValue(string Name, double Value);
