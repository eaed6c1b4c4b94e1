namespace I2MoE.Proof.Trials;

/// <summary>A model does not do what its declaration says.</summary>
internal sealed class BrokenException(string message) : Exception(message);
