namespace I2MoE.Trials.Running;

/// <summary>Something that a user would report as a fault.</summary>
internal sealed class TrialException(string message) : Exception(message);
