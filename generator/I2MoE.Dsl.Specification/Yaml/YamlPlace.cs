namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>A place in a YAML file.</summary>
/// <param name="File">The path of the file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Offset">The characters before it.</param>
/// <param name="Length">The number of characters, all of them on one line.</param>
public sealed record YamlPlace(string File, int Line, int Column, int Offset, int Length);
