namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>What a file says.</summary>
/// <param name="Root">Its value; null where it has none.</param>
/// <param name="IsComplete">Whether it was read to its end, so that what is missing is missing.</param>
/// <param name="LacksBase">Whether a file that it extends could not be read, so that what is missing may be there.</param>
internal sealed record YamlDocument(YamlNode? Root, bool IsComplete, bool LacksBase = false);
