namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>A single value.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Text">Its text.</param>
/// <param name="IsQuoted">Whether it stands in quotes, or in a block, so that it is a text and nothing else.</param>
internal sealed record YamlScalar(YamlPlace Place, string Text, bool IsQuoted) : YamlNode(Place)
{
    /// <summary>Whether there is no value.</summary>
    public bool IsNull => !IsQuoted && Text is "" or "~" or "null" or "Null" or "NULL";
}
