namespace I2MoE.Dsl.Experiments.Runs;

/// <summary>A trial reads other data than those before it, which ends the sweep.</summary>
/// <param name="message">Which ones, and what to do.</param>
internal sealed class ChangedDataException(string message) : I2MoEException(message);
