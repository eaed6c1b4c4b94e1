namespace I2MoE.Dsl.OnnxRuntime;

/// <summary>A file or a sample is not what a predictor needs: the message says what is wrong and what is expected.</summary>
public sealed class OnnxPredictionException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, and what is expected.</param>
    public OnnxPredictionException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public OnnxPredictionException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, and what is expected.</param>
    /// <param name="innerException">The cause.</param>
    public OnnxPredictionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
