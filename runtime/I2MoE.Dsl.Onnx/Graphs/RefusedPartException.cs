namespace I2MoE.Dsl.Onnx.Graphs;

/// <summary>A part of a model has no equal in ONNX.</summary>
/// <param name="message">The part, and why.</param>
internal sealed class RefusedPartException(string message) : Exception(message);
