namespace I2MoE.Dsl.Generators;

/// <summary>A generated file.</summary>
/// <param name="HintName">Its name, unique in the project.</param>
/// <param name="Source">Its text.</param>
internal sealed record GeneratedFile(string HintName, string Source);
