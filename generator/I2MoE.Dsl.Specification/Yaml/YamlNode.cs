namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>A value in a YAML file.</summary>
/// <param name="Place">Where it begins.</param>
internal abstract record YamlNode(YamlPlace Place)
{
    /// <summary>The number of values in it, where those that aliases repeat count every time.</summary>
    public long Weight { get; set; } = 1;

    /// <summary>Whether its end has been read; an alias in it to itself comes before that.</summary>
    public bool IsComplete { get; set; } = true;
}

/// <summary>A value that has already been reported: it counts as given, and nothing is said about it.</summary>
internal sealed record YamlBroken(YamlPlace Place) : YamlNode(Place);
