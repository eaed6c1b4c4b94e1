using System.ComponentModel;

namespace I2MoE.Dsl.Models;

/// <summary>A specification of which no model can be made: the message says what is wrong with it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ModelSpecificationException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, and what is allowed.</param>
    public ModelSpecificationException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public ModelSpecificationException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, and what is allowed.</param>
    /// <param name="innerException">The cause.</param>
    public ModelSpecificationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
