namespace I2MoE.Dsl.Onnx;

/// <summary>How a model is written as ONNX.</summary>
public sealed record OnnxOptions
{
    /// <summary>
    /// What the file computes in; null (default) for <see cref="OnnxPrecision.Fp32"/>. A model that computes in bfloat16 has to be told, because no file
    /// gives its very answers.
    /// </summary>
    public OnnxPrecision? Precision { get; init; }

    /// <summary>
    /// Whether the file has the optional input <c>presence</c> [B, n] (default), which tells of each sample which modalities it has. Some runtimes refuse
    /// inputs that may be left out.
    /// </summary>
    public bool Presence { get; init; } = true;
}
