namespace I2MoE.Dsl;

/// <summary>
/// Something is not as it has to be and can be mended: the message says what is wrong, where, what is allowed and what was probably meant. Each kind
/// has a class of its own; catch this one for all of them.
/// </summary>
/// <param name="message">What is wrong, what is allowed, and what was probably meant.</param>
/// <param name="innerException">What the system reported, if anything.</param>
public abstract class I2MoEException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The file with the problem, if it is in a file.</summary>
    public string? File { get; init; }
}
