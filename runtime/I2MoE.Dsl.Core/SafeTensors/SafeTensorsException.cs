using System.ComponentModel;

namespace I2MoE.Dsl.SafeTensors;

/// <summary>A file that is not a valid safetensors file, or tensors that cannot be written to one.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SafeTensorsException : FormatException
{
    /// <summary>Reports a problem with a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="problem">What is wrong, and what is allowed.</param>
    /// <param name="innerException">What the system reported, if anything.</param>
    public SafeTensorsException(string file, string problem, Exception? innerException = null)
        : base($"{file}: {problem}", innerException)
    {
        File = file;
    }

    /// <summary>The file with the problem.</summary>
    public string File { get; }
}
