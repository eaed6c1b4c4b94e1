namespace I2MoE.Dsl.Runs;

/// <summary>The command line, a run folder or an experiment file is not what is needed: the message says what is wrong, what is allowed and what was probably meant.</summary>
public sealed class ExperimentException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, what is allowed and what was probably meant.</param>
    public ExperimentException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public ExperimentException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, what is allowed and what was probably meant.</param>
    /// <param name="innerException">The cause.</param>
    public ExperimentException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
