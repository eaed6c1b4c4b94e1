using System.Text.Json;
using Microsoft.ML.OnnxRuntime;

namespace I2MoE.Dsl.OnnxRuntime;

/// <summary>Opens sessions of ONNX Runtime, and says in words what stands in the way.</summary>
internal static class SessionOpening
{
    private const string Key = "i2moe";

    /// <summary>Opens the session of a file.</summary>
    /// <exception cref="OnnxPredictionException">The file is missing or no ONNX file, or ONNX Runtime's native library or the GPU is missing.</exception>
    public static InferenceSession Open(string path, OnnxPredictorOptions options)
    {
        if (!File.Exists(path))
        {
            throw new OnnxPredictionException($"There is no file {Path.GetFullPath(path)}. 'export --onnx' writes one of a run.");
        }

        try
        {
            using SessionOptions session = Create(options);
            return new InferenceSession(path, session);
        }
        catch (Exception e) when (IsMissingLibrary(e))
        {
            throw new OnnxPredictionException(
                "The native library of ONNX Runtime is missing. Add it to the program: dotnet add package Microsoft.ML.OnnxRuntime (for the CPU), or Microsoft.ML.OnnxRuntime.Gpu (for CUDA).", e);
        }
        catch (OnnxRuntimeException e)
        {
            throw new OnnxPredictionException($"{path} cannot be opened: {e.Message}", e);
        }
    }

    /// <summary>What the file says of its model.</summary>
    /// <exception cref="OnnxPredictionException">It says nothing, or something else.</exception>
    public static OnnxModelInfo ReadInfo(InferenceSession session, string path)
    {
        if (!session.ModelMetadata.CustomMetadataMap.TryGetValue(Key, out string? text))
        {
            throw new OnnxPredictionException($"{path} does not say what its model is: it was not written by SaveOnnx or 'export --onnx'.");
        }

        try
        {
            return JsonSerializer.Deserialize(text, OnnxModelJson.Default.OnnxModelInfo) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new OnnxPredictionException($"What {path} says of its model cannot be read: {e.Message}", e);
        }
    }

    private static SessionOptions Create(OnnxPredictorOptions options)
    {
        // A warning about the optional input of every file helps nobody.
        var session = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        if (options.Threads > 0)
        {
            session.IntraOpNumThreads = options.Threads;
        }

        if (options.CudaDevice is not { } device)
        {
            return session;
        }

        try
        {
            session.AppendExecutionProvider_CUDA(device);
            return session;
        }
        catch (Exception e) when (e is OnnxRuntimeException or EntryPointNotFoundException)
        {
            session.Dispose();
            throw new OnnxPredictionException($"GPU {device} cannot be used: {e.Message.Trim()} It needs the package Microsoft.ML.OnnxRuntime.Gpu in the place of Microsoft.ML.OnnxRuntime, and CUDA with cuDNN.", e);
        }
    }

    private static bool IsMissingLibrary(Exception? e) => e is DllNotFoundException || (e is TypeInitializationException && IsMissingLibrary(e.InnerException));
}
