namespace I2MoE.Dsl.Training;

/// <summary>A checkpoint cannot be written, cannot be read, or is one of another run: the message says why and what to do.</summary>
/// <param name="message">Why, and what to do.</param>
/// <param name="innerException">The cause, if any.</param>
public sealed class CheckpointException(string message, Exception? innerException = null) : I2MoEException(message, innerException);
