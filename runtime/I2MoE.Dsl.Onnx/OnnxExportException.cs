namespace I2MoE.Dsl.Onnx;

/// <summary>A model cannot be written as ONNX so that the file gives the same answers: the message names the part and says why.</summary>
public sealed class OnnxExportException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The part, why it cannot be written, and what can be done.</param>
    public OnnxExportException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public OnnxExportException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The part, why it cannot be written, and what can be done.</param>
    /// <param name="innerException">The cause.</param>
    public OnnxExportException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
