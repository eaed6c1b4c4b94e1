using System.Text;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Specification;
using Microsoft.ML.OnnxRuntime;

namespace I2MoE.Dsl.Pretrained;

/// <summary>One network as ONNX, of one input and one output that is taken.</summary>
internal sealed class OnnxStage : IDisposable
{
    private readonly string _path;
    private readonly InferenceSession _session;
    private readonly string _input;
    private readonly string _output;

    private OnnxStage(string path, InferenceSession session, string output)
    {
        _path = path;
        _session = session;
        _input = session.InputMetadata.Keys.First();
        _output = output.Length > 0 ? output : session.OutputMetadata.Keys.First();
    }

    /// <summary>Whether it takes one picture at a time.</summary>
    public bool TakesOne => _session.InputMetadata[_input].Dimensions is [1, ..];

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="output">The value that is taken, by name; empty for the first output.</param>
    /// <exception cref="DatasetException">The file is no network, or the native library is missing.</exception>
    public static OnnxStage Open(string path, string output)
    {
        try
        {
            using SessionOptions options = new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
            byte[] network = File.ReadAllBytes(path);
            InferenceSession session = new(network, options);
            if (session.InputMetadata.Count != 1)
            {
                string inputs = string.Join(", ", session.InputMetadata.Keys);
                session.Dispose();
                throw new DatasetException($"the network has the inputs {inputs}; expected one, which takes pictures.", path);
            }

            return output.Length == 0 || session.OutputMetadata.ContainsKey(output) ? new OnnxStage(path, session, output) : OpenWithin(path, session, network, options, output);
        }
        catch (Exception e) when (IsMissingLibrary(e))
        {
            throw new DatasetException("the native library of ONNX Runtime is missing. Add it to the program: dotnet add package Microsoft.ML.OnnxRuntime.", path, innerException: e);
        }
        catch (OnnxRuntimeException e)
        {
            throw new DatasetException($"the file cannot be opened as a network in ONNX: {e.Message}", path, innerException: e);
        }
    }

    /// <summary>Refuses pictures of another size than those that the network takes.</summary>
    /// <param name="picture">Channels, height and width.</param>
    /// <exception cref="DatasetException">It takes others.</exception>
    public void CheckInput(long[] picture)
    {
        NodeMetadata input = _session.InputMetadata[_input];
        int[] taken = input.Dimensions;
        if (input.ElementType != typeof(float) || taken.Length != picture.Length + 1 || taken.Skip(1).Zip(picture).Any(pair => pair.First > 0 && pair.First != pair.Second))
        {
            throw new DatasetException($"the network takes {input.ElementType.Name} [{string.Join(", ", taken.Select(length => length > 0 ? $"{length}" : "any"))}], but 'size' says pictures [{string.Join(", ", picture)}] of Single: a batch of channels, height and width.", _path);
        }
    }

    /// <summary>Runs the network.</summary>
    /// <param name="values">What it takes.</param>
    /// <param name="shape">In which shape.</param>
    /// <returns>What it gives, and in which shape.</returns>
    /// <exception cref="DatasetException">It cannot take that.</exception>
    public (float[] Values, long[] Shape) Run(float[] values, long[] shape)
    {
        try
        {
            using OrtValue input = OrtValue.CreateTensorValueFromMemory(values, shape);
            using RunOptions run = new();
            using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(run, [_input], [input], [_output]);
            return outputs[0].GetTensorTypeAndShape() is { ElementDataType: Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float } given
                ? (outputs[0].GetTensorDataAsSpan<float>().ToArray(), given.Shape)
                : throw new DatasetException($"the output '{_output}' is no tensor of single precision.", _path);
        }
        catch (OnnxRuntimeException e)
        {
            throw new DatasetException($"the network cannot be run: {e.Message}", _path, innerException: e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    // A value within becomes an output when the graph says so: what is said of a graph twice in a file counts together.
    private static OnnxStage OpenWithin(string path, InferenceSession session, byte[] network, SessionOptions options, string output)
    {
        string[] known = [.. session.OutputMetadata.Keys];
        session.Dispose();
        try
        {
            return new OnnxStage(path, new InferenceSession([.. network, .. Field(7, Field(12, Field(1, Encoding.UTF8.GetBytes(output))))], options), output);
        }
        catch (OnnxRuntimeException e)
        {
            throw new DatasetException($"the network has no value '{ShownText.Of(output)}'; its outputs are {NearestName.List(known)}.{NearestName.Suggest(output, known)}", path, innerException: e);
        }
    }

    // A field of bytes in the encoding of ONNX: its number, the length, the bytes.
    private static byte[] Field(int number, byte[] bytes)
    {
        List<byte> field = [(byte)((number << 3) | 2)];
        int length = bytes.Length;
        while (length >= 0x80)
        {
            field.Add((byte)((length & 0x7F) | 0x80));
            length >>= 7;
        }

        return [.. field, (byte)length, .. bytes];
    }

    private static bool IsMissingLibrary(Exception? e) => e is DllNotFoundException || (e is TypeInitializationException && IsMissingLibrary(e.InnerException));
}
