namespace I2MoE.Dsl.Generators.Yaml;

/// <summary>A YAML file of the project.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Text">Its text.</param>
internal sealed record YamlFile(string Path, string Text);
