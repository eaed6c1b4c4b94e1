namespace I2MoE.Dsl;

/// <summary>What the linear layers of the experts compute in. Parameters, losses, normalisation and softmax are float32 always.</summary>
public enum Precision
{
    /// <summary>float32.</summary>
    Fp32,

    /// <summary>bfloat16, with parameters kept in float32: faster where the processor multiplies bfloat16 (AVX512-BF16, AMX, recent GPUs).</summary>
    Bf16,
}
