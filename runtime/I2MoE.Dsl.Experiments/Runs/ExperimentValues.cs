using YamlDotNet.RepresentationModel;

namespace I2MoE.Dsl.Experiments.Runs;

/// <summary>The values of an experiment by their keys, for example <c>training.epochs</c>.</summary>
internal static class ExperimentValues
{
    /// <summary>Every value that stands in a text in YAML, in the order of the keys.</summary>
    public static SortedDictionary<string, string> Of(string yaml)
    {
        SortedDictionary<string, string> values = new(StringComparer.Ordinal);
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        Add(values, "", stream.Documents[0].RootNode);
        return values;
    }

    private static void Add(SortedDictionary<string, string> values, string key, YamlNode node)
    {
        if (node is YamlMappingNode mapping)
        {
            foreach ((YamlNode name, YamlNode value) in mapping)
            {
                Add(values, key.Length > 0 ? $"{key}.{name}" : name.ToString(), value);
            }
        }
        else
        {
            values[key] = node is YamlSequenceNode list ? $"[{string.Join(", ", list.Select(item => item.ToString()))}]" : node.ToString();
        }
    }
}
