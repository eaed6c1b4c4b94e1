namespace I2MoE.Dsl.Experiments;

/// <summary>The command line, a run folder or an experiment file is not what a command needs: exit code 1.</summary>
/// <param name="message">What is wrong, what is allowed and what was probably meant.</param>
internal sealed class ExperimentException(string message) : Exception(message);
