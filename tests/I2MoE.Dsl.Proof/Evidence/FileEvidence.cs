using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Yaml;
using I2MoE.Proof.Compilation;
using Microsoft.CodeAnalysis;

namespace I2MoE.Proof.Evidence;

/// <summary>
/// Shows that an experiment file that breaks a rule of files is not read as it was meant: the reader goes on with what it can read, so the
/// specification that it makes is compared with the one of the file as it should have been.
/// </summary>
internal static class FileEvidence
{
    private const string Folder = "/experiments/";
    private const string Path = Folder + "model.i2moe.yaml";
    private const string ListName = "list.part.i2moe.yaml";
    private const string MeantName = "meant.i2moe.yaml";

    private const string Meant = """
        name: Meant
        task: { kind: classification, classes: 3 }
        modalities:
          Image: { features: 4, encoder: { kind: mlp, layers: 3 } }
          Text: { features: 5, encoder: linear }
        fusion: { kind: concat, hidden_dim: 8 }
        experts: { masking: zero }
        training: { epochs: 3 }

        """;

    private static readonly Dictionary<Rule, string> s_reasons = new()
    {
        [YamlRules.NotTooLarge] = "a limit of work, so that no file can stop the editor",
        [YamlRules.NotTooDeep] = "a limit of work, so that no file can exhaust the stack",
        [YamlRules.FewRepeats] = "a limit of work, so that no alias can exhaust the memory",
        [YamlRules.NoTag] = "the value is read in the same way; a tag promises a type that the key alone decides",
        [YamlRules.SameSpelling] = "the modality is changed as it was probably meant; that the names differ, its author should know",
        [YamlRules.KeyIsText] = "such a key can mean nothing; whoever wrote it meant something else",
    };

    // Each file breaks one rule; it is meant as the file above, or as the one that is given.
    private static readonly (Rule Rule, string Text, string? Meant)[] s_files =
    [
        (YamlRules.IsYaml, Meant.Replace("hidden_dim: 8 }", "hidden_dim: 8", StringComparison.Ordinal), null),
        (YamlRules.HasContent, "# " + Meant.Split('\n')[0], null),
        (YamlRules.OneDocument, "name: Other\n---\n" + Meant, null),
        (YamlRules.NoTabs, Meant.Replace("  Text", "\tText", StringComparison.Ordinal), null),
        (YamlRules.NotTooLarge, Meant + "# " + new string('x', 1_000_001), null),
        (YamlRules.NotTooDeep, Meant + "data: { a: " + new string('[', 40) + new string(']', 40) + " }\n", null),
        (YamlRules.KnownAnchor, Meant.Replace("epochs: 3", "epochs: *three", StringComparison.Ordinal), null),
        (YamlRules.NoCyclicAlias, Meant.Replace("{ epochs: 3 }", "&t { epochs: 3, batch_size: *t }", StringComparison.Ordinal), Meant.Replace("epochs: 3", "epochs: 3, batch_size: 3", StringComparison.Ordinal)),
        (YamlRules.FewRepeats, Bomb(), null),
        (YamlRules.NoTag, Meant.Replace("epochs: 3", "epochs: !!int 3", StringComparison.Ordinal), null),
        (YamlRules.DistinctKeys, Meant.Replace("epochs: 3", "epochs: 4, epochs: 3", StringComparison.Ordinal), null),
        (YamlRules.KeyIsText, Meant + "? [a, b]\n: 1\n", null),
        (YamlRules.KnownKey, Meant.Replace("epochs", "epoch", StringComparison.Ordinal), null),
        (YamlRules.HasKey, Meant.Replace("fusion:", "# fusion:", StringComparison.Ordinal), null),
        (YamlRules.HasType, Meant.Replace("epochs: 3", "epochs: three", StringComparison.Ordinal), null),
        (YamlRules.KnownKind, Meant.Replace("kind: concat", "kind: concatenate", StringComparison.Ordinal), null),
        (YamlRules.KnownYamlChoice, Meant.Replace("masking: zero", "masking: zeros", StringComparison.Ordinal), null),
        (YamlRules.UsableName, Meant.Replace("name: Meant", "name: 1Meant", StringComparison.Ordinal), null),
        (YamlRules.ExtendedFileExists, "extends: base.i2moe.yaml\nname: Meant\n", null),
        (YamlRules.NoCyclicExtends, "extends: model.i2moe.yaml\n" + Meant.Replace("training", "# training", StringComparison.Ordinal), null),
        (YamlRules.ExtendsMapping, $"extends: {ListName}\nname: Meant\n", null),
        (YamlRules.SameSpelling, $"extends: {MeantName}\nname: Meant\nmodalities: {{ text: {{ features: 5 }} }}\n", null),
    ];

    /// <summary>The evidence for every rule of files.</summary>
    public static IReadOnlyList<EvidenceLine> Gather() =>
    [
        .. s_files.Select(file => Line(file.Rule, Fires(file.Rule, file.Text), Difference(Read(file.Meant ?? Meant), Read(file.Text)))),
        Generate(YamlRules.DistinctModels, [Meant, Meant], models => models.Count == 2 ? null : $"two files make {models.Count} class"),
        Generate(YamlRules.FreeClass, [Meant], models => models.Count == 0 ? "there is no class: an enumeration has its name" : null, "public enum Meant;"),
        Generate(YamlRules.KnownClass, [UnknownClass], models => models.Any(model => model.Contains("new global::Own.Nothing(", StringComparison.Ordinal)) ? null : "the generated code does not use the class"),
    ];

    private static string UnknownClass => Meant.Replace("encoder: linear", "encoder: { kind: custom, type: Own.Nothing }", StringComparison.Ordinal);

    private static EvidenceLine Line(Rule rule, bool fires, string? problem)
    {
        if (!fires)
        {
            return new EvidenceLine(rule, 0, 0, Example: null, Reason: null);
        }

        return new EvidenceLine(rule, 1, problem is null ? 0 : 1, problem, problem is null ? s_reasons.GetValueOrDefault(rule) : null);
    }

    private static bool Fires(Rule rule, string text) => YamlExperiment.Read(Path, text, Extended(text)).Check().Any(problem => problem.Rule == rule);

    private static ModelSpecification Read(string text) => YamlExperiment.Read(Path, text, Extended(text)).Specification;

    private static Func<string, string?> Extended(string text) => path => path switch
    {
        Path => text,
        Folder + ListName => "- a\n",
        Folder + MeantName => Meant,
        _ => null,
    };

    // The first part that is not as it was meant.
    private static string? Difference(ModelSpecification meant, ModelSpecification read)
    {
        (string Part, bool IsSame)[] parts =
        [
            ("name", meant.Declaration == read.Declaration),
            ("task", meant.Tasks == read.Tasks),
            ("modalities", meant.Modalities == read.Modalities),
            ("fusion", meant.Fusions == read.Fusions),
            ("experts", meant.Experts == read.Experts),
            ("reweighting", meant.Reweighting == read.Reweighting),
            ("missing", meant.Missing == read.Missing),
            ("training", meant.Training == read.Training),
        ];
        string[] lost = [.. parts.Where(part => !part.IsSame).Select(part => part.Part)];
        return lost.Length == 0 ? null : "not read as meant: " + string.Join(", ", lost);
    }

    private static EvidenceLine Generate(Rule rule, string[] texts, Func<IReadOnlyList<string>, string?> judge, string source = "")
    {
        IEnumerable<ExperimentFile> files = texts.Select((text, index) => new ExperimentFile($"/experiments/model{index}.i2moe.yaml", text));
        GeneratorRunResult result = UserProject.CreateDriver(files).RunGenerators(UserProject.Compile("Files", [UserProject.Parse("File.cs", source)])).GetRunResult().Results.Single();
        string[] models = [.. result.GeneratedSources.Select(source => source.SourceText.ToString()).Where(text => text.Contains("partial class Meant", StringComparison.Ordinal))];
        return Line(rule, result.Diagnostics.Any(diagnostic => diagnostic.Id == rule.Id), judge(models));
    }

    // Each anchor repeats the one before ten times.
    private static string Bomb() => Meant + "data:\n  a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n" + string.Concat(Enumerable.Range(1, 6).Select(level =>
        $"  a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]\n"));
}
