namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>What a file says.</summary>
/// <param name="Root">Its value; null where it has none.</param>
/// <param name="IsComplete">Whether it was read to its end, so that what is missing is missing.</param>
internal sealed record YamlDocument(YamlNode? Root, bool IsComplete);
