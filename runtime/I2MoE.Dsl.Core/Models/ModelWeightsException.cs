using System.ComponentModel;

namespace I2MoE.Dsl.Models;

/// <summary>Weights do not belong to a model: the message names what is missing, unknown or of another shape.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ModelWeightsException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What does not fit.</param>
    public ModelWeightsException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public ModelWeightsException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What does not fit.</param>
    /// <param name="innerException">The cause.</param>
    public ModelWeightsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
