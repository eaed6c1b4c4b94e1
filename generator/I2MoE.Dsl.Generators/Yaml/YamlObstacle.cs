namespace I2MoE.Dsl.Generators.Yaml;

/// <summary>Something of the project that keeps an experiment from becoming a class.</summary>
/// <param name="Path">The path of the experiment.</param>
/// <param name="Reason">What it is, as the end of a sentence.</param>
internal sealed record YamlObstacle(string Path, string Reason);
