namespace I2MoE.Dsl.Runs;

/// <summary>The command line, a run folder or an experiment file is not what is needed: the message says what is wrong, what is allowed and what was probably meant.</summary>
/// <param name="message">What is wrong, what is allowed and what was probably meant.</param>
/// <param name="innerException">The cause, if any.</param>
public sealed class ExperimentException(string message, Exception? innerException = null) : I2MoEException(message, innerException);
