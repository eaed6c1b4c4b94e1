namespace I2MoE.Dsl;

/// <summary>
/// A model cannot be made, read or written: its specification breaks rules, weights do not belong to it, a file of weights is not valid, or a part of it
/// has no equal in the format that it is to be written in. The message names the part.
/// </summary>
/// <param name="message">What is wrong, and what is allowed.</param>
/// <param name="innerException">What the system reported, if anything.</param>
public sealed class ModelException(string message, Exception? innerException = null) : I2MoEException(message, innerException)
{
    /// <summary>Reports a problem with a file of weights.</summary>
    /// <param name="file">The file.</param>
    /// <param name="problem">What is wrong with it, and what is allowed.</param>
    /// <param name="innerException">What the system reported, if anything.</param>
    internal static ModelException InFile(string file, string problem, Exception? innerException = null) => new($"{file}: {problem}", innerException) { File = file };
}
