using System.Globalization;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Testing.Yaml;

/// <summary>Wrong experiments: those that YAML itself makes possible, and for every option of the catalogue a misspelt key, a wrong type and a value out of range.</summary>
public static class WrongFiles
{
    private const string Rest = """
        task: regression
        modalities:
          a: { features: 8, encoder: linear }
          b: { features: 8, encoder: linear }
        fusion: concat
        """;

    /// <summary>Files with one mistake each.</summary>
    public static IReadOnlyList<WrongFile> ByHand { get; } =
    [
        new("nothing", "", "I2MOE702", 1, 1),
        new("comments only", "# later\n", "I2MOE702", 1, 1),
        new("null", "~", "I2MOE702", 1, 1),
        new("open list", "name: M\nx: [1, 2\ny: 3\n", "I2MOE701", 3, 1),
        new("open mapping", "name: M\ntask: { kind: x", "I2MOE701", 3, 1),
        new("open text", "name: 'A\n", "I2MOE701", 1, 7),
        new("two colons", "name: a: b\n", "I2MOE701", 1, 8),
        new("reserved character", "name: @A\n", "I2MOE701", 1, 7),
        new("unknown escape", "name: \"\\q\"\n", "I2MOE701", 1, 7),
        new("wrong indentation", "name: M\n  task: b\n", "I2MOE701", 2, 7),
        new("bracket too many", "[1, 2]]", "I2MOE701", 1, 7),
        new("two documents", $"name: M\n{Rest}\n---\nname: B\n", "I2MOE703", 7, 1),
        new("tab", "name: M\ntask:\n\tkind: regression\n", "I2MOE704", 3, 1),
        new("tab after spaces", "name: M\ntask:\n  \tkind: regression\n  classes: 3\n - x", "I2MOE704", 3, 3),
        new("megabytes", "name: M\n# " + new string('x', 1_000_001), "I2MOE705", 1, 1),
        new("ten megabytes", new string('[', 10_000_000), "I2MOE705", 1, 1),
        new("deep", new string('[', 40) + new string(']', 40), "I2MOE706", 1, 33),
        new("very deep", new string('[', 500_000), "I2MOE706", 1, 33),
        new("unknown anchor", Experiment("training: { epochs: *many }"), "I2MOE707", 7, 21),
        new("alias of itself", Experiment("data: { source: random, modalities: &all { a: *all } }"), "I2MOE708", 7, 47),
        new("alias bomb", Bomb(), "I2MOE709", 13, 47),
        new("tag", Experiment("training: { epochs: !!int 3 }"), "I2MOE710", 7, 21),
        new("tag of a mapping", Experiment("training: !x { epochs: 3 }"), "I2MOE710", 7, 11),
        new("key twice", Experiment("training: { epochs: 3, epochs: 4 }"), "I2MOE711", 7, 24),
        new("section twice", Experiment("task: regression"), "I2MOE711", 7, 1),
        new("modality twice", Experiment("").Replace("  b:", "  a:", StringComparison.Ordinal).Replace("fusion", "  c: { features: 8, encoder: linear }\nfusion", StringComparison.Ordinal), "I2MOE711", 5, 3),
        new("list as key", Experiment("? [a, b]\n: 1"), "I2MOE712", 7, 3),
        new("section misspelt", Experiment("trainig: { epochs: 3 }"), "I2MOE713", 7, 1),
        new("merge key", Experiment("<<: { training: { epochs: 3 } }"), "I2MOE713", 7, 1),
        new("no name", Rest, "I2MOE714", 1, 1),
        new("no task", Experiment("").Replace("task: regression\n", "", StringComparison.Ordinal), "I2MOE714", 1, 1),
        new("no fusion", Experiment("").Replace("fusion: concat", "", StringComparison.Ordinal), "I2MOE714", 1, 1),
        new("no modalities", "name: M\ntask: regression\nfusion: concat\n", "I2MOE714", 1, 1),
        new("no encoder", Experiment("").Replace("b: { features: 8, encoder: linear }", "b: { features: 8 }", StringComparison.Ordinal), "I2MOE714", 5, 3),
        new("no kind", Experiment("").Replace("fusion: concat", "fusion: { layers: 2 }", StringComparison.Ordinal), "I2MOE714", 6, 9),
        new("list of options", Experiment("training: [1]"), "I2MOE715", 7, 11),
        new("empty section", Experiment("training:"), "I2MOE715", 7, 10),
        new("list at the top", "- a\n- b\n", "I2MOE715", 1, 1),
        new("text at the top", "name", "I2MOE715", 1, 1),
        new("name is a list", $"name: [A]\n{Rest}", "I2MOE715", 1, 7),
        new("no modality in the list", "name: M\ntask: regression\nmodalities: {}\nfusion: concat\n", "I2MOE715", 3, 13),
        new("modality is a number", Experiment("").Replace("{ features: 8, encoder: linear }\nfusion", "8\nfusion", StringComparison.Ordinal), "I2MOE715", 5, 6),
        new("kind is a list", Experiment("").Replace("fusion: concat", "fusion: { kind: [concat] }", StringComparison.Ordinal), "I2MOE715", 6, 17),
        new("data is a list", Experiment("data: [here]"), "I2MOE715", 7, 7),
        new("data is of no known kind", Experiment("data: here"), "I2MOE716", 7, 7),
        new("extends is a list", "extends: [a]\nname: M\n", "I2MOE715", 1, 10),
        new("text for a number", Experiment("training: { epochs: \"3\" }"), "I2MOE715", 7, 21),
        new("decimal comma", Experiment("training: { learning_rate: 0x5 }"), "I2MOE715", 7, 28),
        new("yes for true", Experiment("experts: { synergy: yes }"), "I2MOE715", 7, 21),
        new("too large for a whole number", Experiment("training: { epochs: 99999999999 }"), "I2MOE715", 7, 21),
        new("element of a list", Experiment("experts: { uniqueness_of: [a, [b]] }"), "I2MOE715", 7, 31),
        new("unknown task", Experiment("").Replace("regression", "regresion", StringComparison.Ordinal), "I2MOE716", 2, 7),
        new("unknown encoder", Experiment("").Replace("linear }\nfusion", "liner }\nfusion", StringComparison.Ordinal), "I2MOE716", 5, 30),
        new("unknown fusion", Experiment("").Replace("concat", "{ kind: transfomer, heads: x }", StringComparison.Ordinal), "I2MOE716", 6, 17),
        new("unknown accessibility", Experiment("accessibility: private"), "I2MOE717", 7, 16),
        new("name with a hyphen", Experiment("").Replace("name: M", "name: a-b", StringComparison.Ordinal), "I2MOE718", 1, 7),
        new("name of a generated member", Experiment("").Replace("name: M", "name: Losses", StringComparison.Ordinal), "I2MOE718", 1, 7),
        new("namespace with a space", Experiment("namespace: a b"), "I2MOE718", 7, 12),
        new("modality with a hyphen", Experiment("").Replace("  b:", "  b-c:", StringComparison.Ordinal), "I2MOE718", 5, 3),
        new("extends nothing", "name: M\nextends: none.yaml\n", "I2MOE719", 2, 10),
        new("extends itself", "name: M\nextends: model.i2moe.yaml\n", "I2MOE720", 2, 10),
        new("one modality", Experiment("").Replace("  b: { features: 8, encoder: linear }\n", "", StringComparison.Ordinal), "I2MOE202", 4, 3),
        new("modality called as a generated member", Experiment("").Replace("  b:", "  losses:", StringComparison.Ordinal), "I2MOE206", 5, 3),
        new("modality without shape", Experiment("").Replace("b: { features: 8, ", "b: { ", StringComparison.Ordinal), "I2MOE207", 5, 3),
        new("two shapes", Experiment("").Replace("b: { features: 8, ", "b: { features: 8, shape: [8], ", StringComparison.Ordinal), "I2MOE208", 5, 3),
        new("heads that do not divide", Experiment("").Replace("concat", "{ kind: transformer, heads: 3, hidden_dim: 64 }", StringComparison.Ordinal), "I2MOE303", 6, 37),
        new("infinite", Experiment("training: { learning_rate: .inf }"), "I2MOE003", 7, 28),
        new("not a number", Experiment("training: { learning_rate: .nan }"), "I2MOE003", 7, 28),
        .. WrongData.All,
    ];

    /// <summary>Files with a wrong option each, for every option; that of an encoder may break a rule beside.</summary>
    public static IReadOnlyList<WrongFile> FromCatalogue { get; } = [.. OptionCatalogue.All.Concat(OptionCatalogue.Data).SelectMany(OfComponent)];

    /// <summary>An experiment of six lines, and <paramref name="more"/> from the seventh.</summary>
    public static string Experiment(string more) => $"name: M\n{Rest}\n{more}\n".ReplaceLineEndings("\n");

    private static IEnumerable<WrongFile> OfComponent(ComponentDefinition definition)
    {
        foreach (Option option in definition.Options)
        {
            string name = $"{definition.Section} {definition.Kind}.{option.Name}";
            yield return At($"{name} misspelt", definition, option.YamlName + "x", "1", "I2MOE713", atKey: true);
            yield return At($"{name} is a mapping", definition, option.YamlName, "{ a: 1 }", "I2MOE715");
            yield return At($"{name} is empty", definition, option.YamlName, "~", "I2MOE715");
            if (option.Type is OptionType.Integer or OptionType.Number or OptionType.Flag)
            {
                yield return At($"{name} is a text", definition, option.YamlName, "many", "I2MOE715");
            }

            if (option.Type is OptionType.Text or OptionType.TextList)
            {
                yield return At($"{name} is a number", definition, option.YamlName, "3", "I2MOE715");
                if (definition.Section != Section.Training)
                {
                    yield return At($"{name} has no text", definition, option.YamlName, "\"\"", "I2MOE602");
                }
            }

            if (option.Type == OptionType.Choice)
            {
                yield return At($"{name} is another", definition, option.YamlName, "nothing_of_these", "I2MOE717");
            }

            if (option.Type is OptionType.Integer or OptionType.Number && !double.IsInfinity(option.Minimum) && option.Name != "Features")
            {
                string below = (option.Minimum - 1).ToString(CultureInfo.InvariantCulture);
                yield return At($"{name} is too small", definition, option.YamlName, below, "I2MOE001");
            }
        }
    }

    private static WrongFile At(string what, ComponentDefinition definition, string key, string value, string id, bool atKey = false)
    {
        string? group = key.Contains('.', StringComparison.Ordinal) ? key[..key.IndexOf('.', StringComparison.Ordinal)] : null;
        key = key[(key.IndexOf('.', StringComparison.Ordinal) + 1)..];
        string entry = $"{key}: {value}";
        string inGroup = group is null ? entry : $"{group}: {{ {entry} }}";
        string component = definition.Kind is "custom" && key != "type" ? $"{{ kind: custom, type: A.B, {entry} }}" : $"{{ kind: {definition.Kind}, {entry} }}";
        string text = definition.Section switch
        {
            Section.Task => Experiment("").Replace("task: regression", $"task: {component}", StringComparison.Ordinal),
            Section.Fusion => Experiment("").Replace("fusion: concat", $"fusion: {component}", StringComparison.Ordinal),
            Section.Encoder => Experiment("").Replace("b: { features: 8, encoder: linear }", $"b: {{ features: 8, encoder: {component} }}", StringComparison.Ordinal),
            Section.Modality => Experiment("").Replace("b: { features: 8, encoder", $"b: {{ {(key == "features" ? "" : "features: 8, ")}{inGroup}, encoder", StringComparison.Ordinal),
            Section.Source => Experiment($"data: {{ source: {component} }}"),
            Section.Tokenizer => Experiment($"data: {{ source: {{ kind: csv, path: a.csv, target: t }}, modalities: {{ a: [\"a*\"], b: {{ text: x, tokenizer: {component} }} }} }}")
                .Replace("b: { features: 8, encoder: linear }", "b: { shape: [8], encoder: { kind: text, vocabulary: 9 } }", StringComparison.Ordinal),
            Section.Network => Experiment($"data: {{ source: {{ kind: csv, path: a.csv, target: t }}, modalities: {{ a: [\"a*\"], b: {{ images: x, network: {{ {(key == "path" ? "" : "path: n.onnx, ")}{(key == "size" ? "" : "size: [3, 8, 8], ")}{entry} }} }} }} }}"),
            Section.Split => Experiment($"data: {{ source: random, split: {component} }}"),
            Section.Data => Experiment($"data: {{ source: random, {entry} }}"),
            _ => Experiment($"{definition.Kind}: {{ {inGroup} }}"),
        };
        int offset = text.IndexOf(entry, StringComparison.Ordinal) + (atKey ? 0 : key.Length + 2);
        int line = text[..offset].Count(c => c == '\n') + 1;
        return new WrongFile(what, text, id, line, offset - text.LastIndexOf('\n', offset));
    }

    // Ten aliases of ten aliases of ten …
    private static string Bomb()
    {
        string text = Experiment("data:\n  x0: &x0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]");
        for (int i = 1; i < 10; i++)
        {
            string previous = "*x" + (i - 1).ToString(CultureInfo.InvariantCulture);
            text += $"  x{i}: &x{i} [{string.Join(", ", Enumerable.Repeat(previous, 10))}]\n";
        }

        return text;
    }
}
