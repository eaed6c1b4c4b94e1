namespace I2MoE.Dsl.Data;

/// <summary>Where values lie.</summary>
/// <param name="File">The path of the file.</param>
/// <param name="Offset">The bytes before the first value.</param>
internal sealed record FilePlace(string File, long Offset);
