using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace I2MoE.Dsl.Generators.Tests.Documentation;

/// <summary>Completes the YAML of a page to an experiment: what a block says stands where its keys belong, and the rest is made to fit it.</summary>
internal static class YamlCompletion
{
    /// <summary>A model without its name.</summary>
    public const string Model = """
        task: { kind: classification, classes: 2 }
        modalities: { left: { features: 4, encoder: linear }, right: { features: 4, encoder: linear } }
        fusion: { kind: concat, hidden_dim: 8 }
        """;

    private const string Table = "source: { kind: csv, path: a.csv, label: kind }\n";
    private const string Arrays = "source: { kind: npz, path: a.npz }\n";

    private static readonly string[] s_root = ["name", "namespace", "accessibility", "extends", "task", "fusion", "experts", "reweighting", "missing", "training", "data", "sweep"];
    private static readonly string[] s_data = ["source", "split", "feature_names", "sample_names", "standardise"];

    /// <summary>The experiment; the block itself where it is no YAML, or no mapping.</summary>
    public static string Experiment(string block)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(block));
            return stream.Documents is [{ RootNode: YamlMappingNode mapping }] ? Experiment(block, mapping) : block;
        }
        catch (Exception e) when (e is YamlException or InvalidOperationException)
        {
            // Pages of the rules on YAML itself have some that is none.
            return block;
        }
    }

    private static string Experiment(string block, YamlMappingNode mapping)
    {
        string[] keys = [.. Keys(mapping)];
        if (keys.Any(key => s_data.Contains(key)) || (keys is ["modalities"] && mapping["modalities"] is YamlMappingNode columns && columns.Children.Values.All(IsColumns)))
        {
            string source = keys.Contains("source") ? "" : keys.Contains("modalities") ? Table : Arrays;
            return Experiment($"data:\n{Indented(source + block)}");
        }

        if (keys.Contains("space"))
        {
            return Experiment($"fusion: {{ kind: transformer, hidden_dim: 64, heads: 4 }}\nsweep:\n{Indented(block)}");
        }

        if (keys is ["epochs"])
        {
            return Experiment($"training:\n{Indented(block)}");
        }

        if (keys is ["encoder"] or ["shape"])
        {
            string rest = keys[0] == "encoder" ? "features: 4" : "encoder: linear";
            return Experiment($"modalities:\n  left:\n    {rest}\n{Indented(Indented(block))}\n  right: {{ features: 4, encoder: linear }}\n");
        }

        if (!keys.Any(key => s_root.Contains(key) || key == "modalities"))
        {
            // Modalities by their names.
            return Experiment($"modalities:\n{Indented(block)}\n  other: {{ features: 4, encoder: linear }}\n");
        }

        return Whole(block, mapping, keys);
    }

    private static string Whole(string block, YamlMappingNode mapping, string[] keys)
    {
        YamlMappingNode? data = Child(mapping, "data") as YamlMappingNode;
        string text = block.TrimEnd() + "\n";
        if (data is not null && Child(data, "source") is null)
        {
            text = text.Replace("data:\n", "data:\n  " + (Child(data, "modalities") is null ? Arrays : Table), StringComparison.Ordinal);
        }

        if (keys.Contains("extends"))
        {
            return keys.Contains("name") ? text : text + "name: Completed\n";
        }

        text += keys.Contains("name") ? "" : "name: Completed\n";
        text += keys.Contains("task") ? "" : Task(data is null ? null : Child(data, "source") as YamlMappingNode);
        text += keys.Contains("fusion") ? "" : "fusion: { kind: concat, hidden_dim: 8 }\n";
        return keys.Contains("modalities") ? text : text + Modalities(data);
    }

    private static string Task(YamlMappingNode? source) => source switch
    {
        _ when source is not null && Child(source, "target") is not null => "task: regression\n",
        _ when source is not null && Child(source, "labels") is YamlSequenceNode labels => $"task: {{ kind: multi_label, labels: {Text(labels.Children.Count)} }}\n",
        _ when source is not null && Child(source, "class_names") is YamlSequenceNode names => $"task: {{ kind: classification, classes: {Text(names.Children.Count)} }}\n",
        _ => "task: { kind: classification, classes: 2 }\n",
    };

    // Those that the data section is about, in sizes that fit it.
    private static string Modalities(YamlMappingNode? data)
    {
        var sizes = new Dictionary<string, string>();
        foreach (string section in (string[])["modalities", "feature_names"])
        {
            YamlMappingNode stated = (data is null ? null : Child(data, section) as YamlMappingNode) ?? new YamlMappingNode();
            foreach ((YamlNode name, YamlNode value) in stated.Children)
            {
                sizes.TryAdd(name.ToString(), value switch
                {
                    YamlMappingNode => "{ shape: [3, 16, 16], encoder: cnn2d }",
                    YamlSequenceNode list when !list.Children.Any(column => column.ToString().Contains('*', StringComparison.Ordinal)) => $"{{ features: {Text(Math.Max(1, list.Children.Count))}, encoder: linear }}",
                    _ => "{ features: 4, encoder: linear }",
                });
            }
        }

        for (int other = 0; sizes.Count < 2; other++)
        {
            sizes.Add($"other{Text(other)}", "{ features: 4, encoder: linear }");
        }

        return $"modalities:\n{string.Concat(sizes.Select(modality => $"  {modality.Key}: {modality.Value}\n"))}";
    }

    private static bool IsColumns(YamlNode value) => value is YamlSequenceNode or YamlScalarNode || (value is YamlMappingNode picture && Keys(picture).SequenceEqual(["images"]));

    private static IEnumerable<string> Keys(YamlMappingNode mapping) => mapping.Children.Keys.Select(key => key.ToString());

    private static YamlNode? Child(YamlMappingNode mapping, string key) => mapping.Children.FirstOrDefault(child => child.Key.ToString() == key).Value;

    private static string Indented(string text) => string.Concat(text.TrimEnd().Split('\n').Select(line => $"  {line}\n"));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
