namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>A value that counts in place of what an experiment file says, as <c>--set training.epochs=5</c> gives it.</summary>
/// <param name="Key">The keys that lead to the value, with points between them: <c>training.epochs</c>.</param>
/// <param name="Value">The value as YAML: <c>5</c>, <c>[0.5, 1]</c> or <c>{ kind: csv, path: data.csv, label: kind }</c>.</param>
public sealed record YamlOverride(string Key, string Value)
{
    /// <summary>Where its problems are said to be.</summary>
    public string Place => "--set " + YamlText.Show(Key);
}
