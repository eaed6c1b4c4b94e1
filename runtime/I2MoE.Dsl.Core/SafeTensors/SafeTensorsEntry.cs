namespace I2MoE.Dsl.SafeTensors;

/// <summary>Where a tensor lies in the data section of a file.</summary>
/// <param name="Name">The name of the tensor.</param>
/// <param name="Type">Its element type.</param>
/// <param name="Shape">Its shape; empty for a single value.</param>
/// <param name="Begin">The offset of its first byte from the start of the data section.</param>
/// <param name="End">The offset after its last byte.</param>
internal sealed record SafeTensorsEntry(string Name, SafeTensorsType Type, long[] Shape, long Begin, long End);
