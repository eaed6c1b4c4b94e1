namespace I2MoE.Dsl.OnnxRuntime;

/// <summary>How a predictor computes.</summary>
public sealed record OnnxPredictorOptions
{
    /// <summary>The threads of one prediction; 0 (default) for one a core. With many callers at once, 1 answers the most in all.</summary>
    public int Threads { get; init; }

    /// <summary>The number of the GPU to compute on, from 0; null (default) for the CPU. It needs the package Microsoft.ML.OnnxRuntime.Gpu.</summary>
    public int? CudaDevice { get; init; }
}
