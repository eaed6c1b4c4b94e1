using Microsoft.CodeAnalysis;

namespace I2MoE.Dsl.Generators.Tests;

/// <summary>A wrong declaration gives its own errors, and none from generated members that are missing or wrong.</summary>
public sealed class NoSecondWaveTests
{
    private const string Program = """
        using BreastCancer;

        internal static class Program
        {
            public static TorchSharp.torch.Tensor[] Use(BreastCancerModel.Batch batch, I2MoE.Dsl.Randomness.StepRandom random)
            {
                using I2MoE.Dsl.Training.Trainer<BreastCancerModel> trainer = BreastCancerModel.CreateTrainer();
                using BreastCancerModel.Output output = trainer.Model.Infer(batch);
                BreastCancerModel.Losses losses = trainer.Model.ComputeLosses(batch, random);
                return [output.Weights.UniqueMean, output.Experts.Synergy, losses.UniqueMean, losses.Redundancy, batch.Mean];
            }
        }
        """;

    public static TheoryData<string, string, string[]> WrongDeclarations => new()
    {
        // what is wrong, the declaration, all that is reported
        { "not partial", Replace("public partial class", "public class"), ["CS0260", "CS0751", "CS0751", "CS0751", "I2MOE101"] },
        { "abstract", Replace("public partial class", "public abstract partial class"), ["I2MOE103"] },
        { "only one modality", Sources.WithModalities("Mean").Replace("class Model", "class BreastCancerModel", StringComparison.Ordinal).Insert(0, "namespace BreastCancer;\n"), ["I2MOE202"] },
        { "no fusion", Replace("[TransformerFusion(Layers = 1, Heads = 4, HiddenDim = 64, Patches = 4)]", ""), ["I2MOE301"] },
        { "two fusions", Replace("[Experts(", "[ConcatFusion]\n[Experts("), ["I2MOE302"] },
        { "patches for vectors", Replace("[TransformerFusion(Layers = 1, Heads = 4, HiddenDim = 64, Patches = 4)]", "[ConcatFusion]"), ["I2MOE304", "I2MOE304"] },
        { "no task", Replace("[Classification(Classes = 2)]", ""), ["I2MOE501"] },
        { "numbers out of range", Replace("Classes = 2", "Classes = int.MinValue").Replace("Features = 10", "Features = -1", StringComparison.Ordinal), ["I2MOE001", "I2MOE001", "I2MOE001", "I2MOE001"] },
        { "numbers that are none", Replace("LearningRate = 1e-3", "LearningRate = double.NaN").Replace("InteractionLossWeight = 0.1", "InteractionLossWeight = double.PositiveInfinity", StringComparison.Ordinal), ["I2MOE001", "I2MOE001"] },
        { "unknown member of an enumeration", Replace("InteractionLossWeight = 0.1", "Masking = (Masking)7"), ["I2MOE002"] },
        { "text for a number", Replace("Heads = 4", "Heads = \"four\""), ["CS0029"] },
        { "unknown option", Replace("Heads = 4", "Haeds = 4"), ["CS0246"] },
        { "no encoder", Replace("[Modality(Features = 10), LinearEncoder]", "[Modality(Features = 10)]"), ["I2MOE209"] },
        { "no attribute", Replace("[Modality(Features = 10), LinearEncoder]", ""), ["I2MOE207", "I2MOE209"] },
        { "property not partial", Replace("public partial Modality Mean { get; }", "public Modality Mean { get; } = null!;"), ["I2MOE205"] },
        { "property with a setter", Replace("Modality Mean { get; }", "Modality Mean { get; private set; }"), ["I2MOE205"] },
        { "property of another type", Replace("Modality Mean", "string? Mean"), ["I2MOE205"] },
        { "property implemented by the user", Replace("public partial Modality Mean { get; }", "public partial Modality Mean { get; }\n    public partial Modality Mean => null!;"), [] },
        { "name of a generated member", Replace("Modality Worst", "Modality Labels"), ["I2MOE206"] },
        { "same property twice", Replace("public partial Modality Worst { get; }", "public partial Modality Worst { get; }\n    [Modality(Features = 10), LinearEncoder]\n    public partial Modality Worst { get; }"), ["CS0102", "CS9250", "I2MOE204"] },
        { "attribute twice", Replace("[I2MoEModel]", "[I2MoEModel]\n[I2MoEModel]"), ["CS0579"] },
    };

    [Theory]
    [MemberData(nameof(WrongDeclarations))]
    public async Task A_wrong_declaration_gives_its_own_errors_only(string wrong, string source, string[] expected)
    {
        IReadOnlyList<Diagnostic> diagnostics = await Project.Of(source, Program).DiagnoseAsync();

        string report = $"{wrong}:\n{string.Join("\n", diagnostics)}";
        Assert.True(expected.Order(StringComparer.Ordinal).SequenceEqual(diagnostics.Select(diagnostic => diagnostic.Id).Order(StringComparer.Ordinal)), report);
    }

    private static string Replace(string old, string @new)
    {
        Assert.Contains(old, Sources.BreastCancer, StringComparison.Ordinal);
        return Sources.BreastCancer.Replace(old, @new, StringComparison.Ordinal);
    }
}
