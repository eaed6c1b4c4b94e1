namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>A list.</summary>
/// <param name="Place">Where it begins.</param>
/// <param name="Items">Its elements.</param>
internal sealed record YamlSequence(YamlPlace Place, List<YamlNode> Items) : YamlNode(Place);
