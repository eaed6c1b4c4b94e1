namespace I2MoE.Dsl.Onnx;

/// <summary>What the weights of an ONNX file are stored in and its nodes compute in. Inputs and outputs are float32 all the same.</summary>
public enum OnnxPrecision
{
    /// <summary>Single precision: the answers are those of the model, within float rounding.</summary>
    Fp32,

    /// <summary>Half precision: half the size, for devices that compute in it. Answers differ from the model's in the third or fourth digit.</summary>
    Fp16,
}
