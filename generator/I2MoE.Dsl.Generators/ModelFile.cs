namespace I2MoE.Dsl.Generators;

/// <summary>The generated file of a model.</summary>
/// <param name="Model">The full name of the model.</param>
/// <param name="Path">The experiment file that declares it; empty for a class with attributes.</param>
/// <param name="HintName">The name of the generated file; empty where there is none.</param>
internal sealed record ModelFile(string Model, string Path, string HintName);
