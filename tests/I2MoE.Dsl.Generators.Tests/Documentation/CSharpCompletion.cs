using System.Text.RegularExpressions;

namespace I2MoE.Dsl.Generators.Tests.Documentation;

/// <summary>
/// Completes the C# of a page to a file that compiles: attributes get their class or property, properties their class, statements their method. What a block
/// says itself is never changed.
/// </summary>
internal static partial class CSharpCompletion
{
    private const string RuleUsings = """
        using I2MoE.Dsl.Data;
        using I2MoE.Dsl.Encoders;
        using I2MoE.Dsl.Bank;
        using I2MoE.Dsl.Fusion;
        using I2MoE.Dsl.Randomness;
        using TorchSharp;
        using System.Collections.Generic;

        """;

    private const string Modalities = """
        [Modality(Shape = [3, 16, 16]), Cnn2dEncoder]
        public partial Modality Image { get; }

        [Modality(Features = 10), LinearEncoder]
        public partial Modality Text { get; }

        [Modality(Features = 10), LinearEncoder]
        public partial Modality Sound { get; }
        """;

    private const string OneMore = """

        [Modality(Features = 10), LinearEncoder]
        public partial Modality OneMore { get; }
        """;

    private const string ClassAttributes = "[I2MoEModel]\n[Classification]\n[TransformerFusion(HiddenDim = 16, Heads = 4)]\n";

    // What statements are about, by the names that pages use for it.
    private static readonly (string Name, string Type)[] s_surroundings =
    [
        ("data", "I2MoE.Dsl.Data.MultimodalDataset"), ("splits", "I2MoE.Dsl.Data.DataSplits"), ("trainer", "I2MoE.Dsl.Training.Trainer<EmojiModel>"),
        ("fit", "I2MoE.Dsl.Training.FitResult"), ("progress", "System.IProgress<I2MoE.Dsl.Training.TrainingProgress>"), ("cancellationToken", "System.Threading.CancellationToken"),
    ];

    private static readonly (string Name, string Text)[] s_types =
    [
        ("MyEncoder", "internal sealed class MyEncoder(Modality modality, int embeddingDim, ParameterInitializer initializer) : Encoder(nameof(MyEncoder)) { public override torch.Tensor Forward(torch.Tensor input, DropoutSource dropout) => input; }"),
        ("SumFusion", "internal sealed class SumFusion(int experts, int modalities, int outputs, int embeddingDim, ExpertInitializer initializer) : FusionBank(nameof(SumFusion), experts, outputs) { public override FusionOutput Forward(IReadOnlyList<torch.Tensor> embeddings, ExpertView view) => throw new System.NotSupportedException(); }"),
        ("MyModelBase", "public class MyModelBase;"),
        ("IMyModel", "public interface IMyModel;"),
    ];

    /// <summary>Statements within a method whose parameters are what pages talk about.</summary>
    /// <param name="text">The statements.</param>
    /// <param name="usings">The using lines of the page.</param>
    public static string Statements(string text, string usings)
    {
        string parameters = string.Join(", ", s_surroundings.Where(it => !Regex.IsMatch(text, $@"\b[A-Z][\w<>]* {it.Name} =")).Select(it => $"{it.Type} {it.Name}"));
        return $$"""
            {{usings}}
            internal static class Surroundings
            {
                internal static async System.Threading.Tasks.Task RunAsync({{parameters}})
                {
                    {{text}}
                    await System.Threading.Tasks.Task.CompletedTask;
                }
            }
            """;
    }

    /// <summary>The model that statements are about.</summary>
    public static string StatementModel => $$"""
        using I2MoE.Dsl;

        [I2MoEModel]
        [Classification]
        [SwitchFusion(HiddenDim = 16)]
        public partial class EmojiModel
        {
            {{Modalities}}
        }
        """;

    /// <summary>The ways to complete a block of a rule's page.</summary>
    public static IReadOnlyList<string> Declarations(string text) =>
    [
        .. Bodies(text).Select(body => RuleUsings + body + "\n" + string.Concat(s_types.Where(type => !Regex.IsMatch(text, $@"class {type.Name}\b")).Select(type => type.Text + "\n"))),
    ];

    private static IEnumerable<string> Bodies(string text)
    {
        if (text.Contains("{ get; }", StringComparison.Ordinal) && !ModelType().IsMatch(text))
        {
            // Types of their own come before the properties.
            int members = text.StartsWith('[') ? 0 : text.IndexOf("\n[Modality", StringComparison.Ordinal);
            yield return $"{text[..members]}{ClassAttributes}public partial class AModel\n{{\n{text[members..]}{OneMore}\n}}";
            yield return $"{text[..members]}{ClassAttributes}public partial class AModel\n{{\n{text[members..]}\n}}";
        }
        else if (text.StartsWith("public EmojiModel(", StringComparison.Ordinal))
        {
            yield return $"{ClassAttributes}public partial class EmojiModel\n{{\npublic string Name {{ get; }}\n{text}\n{Modalities}\n}}";
        }
        else if (Regex.IsMatch(text, @"\b(class|record) \w+"))
        {
            yield return Class(text);
        }
        else if (Comment().Replace(text, "").Contains("Encoder", StringComparison.Ordinal))
        {
            string shape = text.Contains("TextEncoder", StringComparison.Ordinal) ? "[40]" : text.Contains("Cnn2d", StringComparison.Ordinal) ? "[3, 16, 16]" : "[10]";
            string modality = text.Contains("[Modality", StringComparison.Ordinal) ? "" : $"[Modality(Shape = {shape})]\n";
            yield return $"{ClassAttributes}public partial class AModel\n{{\n{modality}{text}\npublic partial Modality Image {{ get; }}\n{OneMore}\n}}";
        }
        else
        {
            yield return $"{Missing(text)}{text}\npublic partial class AModel\n{{\n{Modalities}\n}}";
        }
    }

    private static string Class(string text)
    {
        if (!text.Contains('['))
        {
            string part = text.Contains('{') ? text : text + "\n{\n}";
            return text.Contains("yaml", StringComparison.Ordinal) ? part : $"{part}\n{ClassAttributes}public partial class EmojiModel\n{{\n{Modalities}\n}}";
        }

        bool isBare = !Task().IsMatch(text) && !Fusion().IsMatch(text);
        string declared = text.Contains("[I2MoEModel]", StringComparison.Ordinal)
            ? isBare ? text.Replace("[I2MoEModel]", ClassAttributes, StringComparison.Ordinal) : text
            : Missing(text) + text;
        return (text.Count(letter => letter == '{') - text.Count(letter => letter == '}'), text.Contains('{') || text.Contains("Model;", StringComparison.Ordinal)) switch
        {
            ( > 0, _) => declared + OneMore + "\n}",
            (_, true) => declared.Replace("TumourModel;", isBare ? $"TumourModel\n{{\n{Modalities}\n}}" : "TumourModel;", StringComparison.Ordinal),
            _ => $"{declared}\n{{\n{Modalities}\n}}",
        };
    }

    private static string Missing(string text) =>
        "[I2MoEModel]\n" + (Task().IsMatch(text) ? "" : "[Classification]\n") + (Fusion().IsMatch(text) ? "" : "[TransformerFusion(HiddenDim = 16, Heads = 4)]\n");

    [GeneratedRegex(@"^ *(public|internal|file).* (class|record) \w*Model", RegexOptions.Multiline)]
    private static partial Regex ModelType();

    [GeneratedRegex("//.*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\b(Classification|MultiLabel|Regression|Count|Ordinal|Survival)\b[](]")]
    private static partial Regex Task();

    [GeneratedRegex(@"\w+Fusion\b[](]")]
    private static partial Regex Fusion();
}
