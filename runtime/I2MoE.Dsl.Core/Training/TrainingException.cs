namespace I2MoE.Dsl.Training;

/// <summary>A training run cannot go on: the message says why and what to do.</summary>
/// <param name="message">Why, and what to do.</param>
/// <param name="innerException">The cause, if any.</param>
public sealed class TrainingException(string message, Exception? innerException = null) : I2MoEException(message, innerException);
