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
                using var trainer = BreastCancerModel.CreateTrainer();
                using var predictor = BreastCancerModel.LoadPredictor("runs");
                using BreastCancerModel.Output output = trainer.Model.Infer(batch);
                BreastCancerModel.Losses losses = trainer.Model.ComputeLosses(batch, random);
                return [output.Weights.UniqueMean, output.Experts.Synergy, losses.UniqueMean, losses.Redundancy, batch.Mean];
            }
        }
        """;

    public static TheoryData<string, string, string[]> WrongDeclarations => new()
    {
        // what is wrong, the declaration, all that is reported
        { "not partial", Replace("public partial class", "public class"), ["CS0260", "I2MOE101"] },
        { "abstract", Replace("public partial class", "public abstract partial class"), ["I2MOE103"] },
        { "base class of all classes", Replace("class BreastCancerModel", "class BreastCancerModel : object"), ["I2MOE106"] },
        { "base class that is a model", Replace("class BreastCancerModel", "class BreastCancerModel : Other") + Sources.WithModalities("A", "B").Replace("class Model", "class Other", StringComparison.Ordinal), ["I2MOE106"] },
        { "required property", Replace("public partial Modality Mean { get; }", "public required partial Modality Mean { get; init; }"), ["I2MOE205"] },
        { "abstract property", Replace("public partial Modality Mean", "public abstract partial Modality Mean"), ["CS0513", "CS0750", "CS9248", "I2MOE205"] },
        { "property that overrides nothing", Replace("public partial Modality Mean", "public override partial Modality Mean"), ["CS0115", "CS9248", "I2MOE205"] },
        { "property with a modifier for members of structures", Replace("public partial Modality Mean", "public readonly partial Modality Mean"), ["CS0106", "CS9248", "I2MOE205"] },
        { "virtual property of a sealed class", Replace("public partial class", "public sealed partial class").Replace("public partial Modality Mean", "public virtual partial Modality Mean", StringComparison.Ordinal), ["CS0549", "CS9248", "I2MOE205"] },
        { "own base class", Replace("class BreastCancerModel", "class BreastCancerModel : Exception"), ["I2MOE106"] },
        { "only one modality", Sources.WithModalities("Mean").Replace("class Model", "class BreastCancerModel", StringComparison.Ordinal).Insert(0, "namespace BreastCancer;\n"), ["I2MOE202"] },
        { "no fusion", Replace("[TransformerFusion(Layers = 1, Heads = 4, HiddenDim = 64, Patches = 4)]", ""), ["I2MOE301"] },
        { "two fusions", Replace("[Experts(", "[ConcatFusion]\n[Experts("), ["I2MOE302"] },
        { "patches for vectors", Replace("[TransformerFusion(Layers = 1, Heads = 4, HiddenDim = 64, Patches = 4)]", "[ConcatFusion]"), ["I2MOE304", "I2MOE304"] },
        { "no task", Replace("[Classification(Classes = 2)]", ""), ["I2MOE501"] },
        { "numbers out of range", Replace("Classes = 2", "Classes = int.MinValue").Replace("Features = 10", "Features = -1", StringComparison.Ordinal), ["I2MOE001", "I2MOE001", "I2MOE001", "I2MOE001"] },
        { "numbers that are none", Replace("LearningRate = 1e-3", "LearningRate = double.NaN").Replace("InteractionLossWeight = 0.1", "InteractionLossWeight = double.PositiveInfinity", StringComparison.Ordinal), ["I2MOE003", "I2MOE003"] },
        { "unknown member of an enumeration", Replace("InteractionLossWeight = 0.1", "Masking = (Masking)7"), ["I2MOE002"] },
        { "text for a number", Replace("Heads = 4", "Heads = \"four\""), ["CS0029"] },
        { "unknown option", Replace("Heads = 4", "Haeds = 4"), ["CS0246"] },
        { "encoder of another number of dimensions", Replace("[Modality(Features = 10), LinearEncoder]", "[Modality(Features = 10), Cnn2dEncoder]"), ["I2MOE211"] },
        { "text without vocabulary", Replace("[Modality(Features = 10), LinearEncoder]", "[Modality(Features = 10), TextEncoder]"), ["I2MOE214"] },
        { "own encoder without its class", Replace("[Modality(Features = 10), LinearEncoder]", "[Modality(Features = 10), CustomEncoder]"), ["I2MOE005"] },
        { "no encoder", Replace("[Modality(Features = 10), LinearEncoder]", "[Modality(Features = 10)]"), ["I2MOE209"] },
        { "no attribute", Replace("[Modality(Features = 10), LinearEncoder]", ""), ["I2MOE207", "I2MOE209"] },
        { "property not partial", Replace("public partial Modality Mean { get; }", "internal Modality Mean { get; } = null!;"), ["I2MOE205"] },
        { "property with a setter", Replace("Modality Mean { get; }", "Modality Mean { get; private set; }"), ["I2MOE205"] },
        { "property of another type", Replace("Modality Mean", "string? Mean"), ["I2MOE205"] },
        { "property implemented by the user", Replace("public partial Modality Mean { get; }", "internal partial Modality Mean { get; }\n    internal partial Modality Mean => null!;"), [] },
        { "name of a generated member", Replace("Modality Worst", "Modality Labels"), ["I2MOE206"] },
        { "same property twice", Replace("public partial Modality Worst { get; }", "public partial Modality Worst { get; }\n    [Modality(Features = 10), LinearEncoder]\n    public partial Modality Worst { get; }"), ["CS0102", "CS9250", "I2MOE204"] },
        { "unknown option beside a value out of range", Replace("Heads = 4", "Haeds = 4").Replace("Classes = 2", "Classes = 0", StringComparison.Ordinal), ["CS0246", "I2MOE001"] },
        { "unknown attribute beside heads that do not divide", Replace("Heads = 4", "Heads = 3").Replace("[Modality(Features = 10), LinearEncoder]", "[Modalty(Features = 10), LinearEncoder]", StringComparison.Ordinal), ["CS0246", "CS0246", "I2MOE303"] },
        { "attribute twice", Replace("[I2MoEModel]", "[I2MoEModel]\n[I2MoEModel]"), ["CS0579"] },
    };

    // No second part of these fits: the properties stay without one.
    public static TheoryData<string, string, string[]> ClassesWithoutGeneratedPart => new()
    {
        { "static", "internal static partial class BreastCancerModel", ["CS0708", "CS0708", "CS0708", "CS9248", "CS9248", "CS9248", "I2MOE102"] },
        { "generic", "internal partial class BreastCancerModel<T>", ["CS9248", "CS9248", "CS9248", "I2MOE104"] },
        { "record", "internal partial record BreastCancerModel", ["CS9248", "CS9248", "CS9248", "I2MOE107"] },
        { "file-local", "file partial class BreastCancerModel", ["CS9248", "CS9248", "CS9248", "I2MOE108"] },
        { "primary constructor", "internal partial class BreastCancerModel(int size)", ["CS9113", "CS9248", "CS9248", "CS9248", "I2MOE109"] },
        { "constructor with a seed", "internal partial class BreastCancerModel { public BreastCancerModel(long seed) { } }\ninternal partial class BreastCancerModel", ["CS9248", "CS9248", "CS9248", "I2MOE109"] },
        { "constructor that calls none", "internal partial class BreastCancerModel { public BreastCancerModel(string name) : base() { } }\ninternal partial class BreastCancerModel", ["CS9248", "CS9248", "CS9248", "I2MOE109"] },
        { "member called as a generated type", "internal partial class BreastCancerModel { public int Output { get; } }\ninternal partial class BreastCancerModel", ["CS9248", "CS9248", "CS9248", "I2MOE110"] },
    };

    // Members of the user's own, and what is reported of them beside the three properties that stay without another part.
    [Theory]
    [InlineData("private static readonly int s_parts = 1;", "CS0414")]
    [InlineData("internal static readonly int s_fusion = 1;")]
    [InlineData("internal static I2MoE.Dsl.Encoders.EncoderSet CreateEncoders(I2MoE.Dsl.Randomness.ParameterInitializer initializer) => new();")]
    [InlineData("internal static int CreateTrainer(I2MoE.Dsl.Training.TrainerOptions? options) => 1;")]
    [InlineData("internal static int CreateBaseline(long number) => 1;")]
    [InlineData("internal static int LoadPredictor(string path, I2MoE.Dsl.Prediction.PredictorOptions? options) => 1;")]
    [InlineData("internal int Infer(I2MoE.Dsl.Data.MultimodalBatch batch) => 1;")]
    [InlineData("internal void ComputeLossesWith(object batch) { }")]
    public async Task A_member_that_the_generated_part_has_or_calls_gives_no_errors_in_generated_files(string member, params string[] others) =>
        await AssertDiagnosticsAsync(
            member,
            Project.Of(Replace("public partial class BreastCancerModel\n{", "internal partial class BreastCancerModel\n{\n    " + member)),
            [.. others, "CS9248", "CS9248", "CS9248", "I2MOE110"]);

    [Theory]
    [InlineData("Output")]
    [InlineData("Batch")]
    [InlineData("Infer")]
    [InlineData("CreateFusion")]
    [InlineData("LoadPredictor")]
    [InlineData("Experiment")]
    [InlineData("@var")]
    public async Task A_class_with_the_name_of_a_generated_member_gives_no_errors_in_generated_files(string name) =>
        await AssertDiagnosticsAsync(name, Project.Of(Replace("public partial class BreastCancerModel", $"internal partial class {name}")), ["CS9248", "CS9248", "CS9248", "I2MOE111"]);

    [Theory]
    [InlineData("protected partial class", "CS1527", "CS1591")]
    [InlineData("internal partial struct", "CS0592", "CS0592", "CS0592", "CS0592", "CS0592", "CS0592")]
    [InlineData("internal partial interface", "CS0592", "CS0592", "CS0592", "CS0592", "CS0592", "CS0592")]
    public async Task What_is_no_class_of_a_namespace_is_left_to_the_compiler(string header, params string[] others) =>
        await AssertDiagnosticsAsync(header, Project.Of(Replace("public partial class", header)), [.. others, "CS9248", "CS9248", "CS9248"]);

    [Theory]
    [MemberData(nameof(ClassesWithoutGeneratedPart))]
    public async Task A_class_that_can_have_no_generated_part_gives_no_errors_in_generated_files(string kind, string header, string[] expected) =>
        await AssertDiagnosticsAsync(kind, Project.Of(Replace("public partial class BreastCancerModel", header)), expected);

    [Theory]
    [InlineData("namespace BreastCancer.")]
    [InlineData("namespace BreastCancer..Models")]
    [InlineData("namespace .BreastCancer")]
    public async Task A_half_typed_namespace_gives_no_errors_in_generated_files(string half) =>
        Assert.DoesNotContain(await Project.Of(Replace("namespace BreastCancer", half)).DiagnoseAsync(), diagnostic => diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true);

    [Fact]
    public async Task A_nested_class_gives_no_errors_in_generated_files()
    {
        string source = Replace("[I2MoEModel]", "internal static partial class Outer {\n[I2MoEModel]") + "}";

        await AssertDiagnosticsAsync("nested", Project.Of(source), ["CS9248", "CS9248", "CS9248", "I2MOE105"]);
    }

    [Theory]
    [MemberData(nameof(WrongDeclarations))]
    public async Task A_wrong_declaration_gives_its_own_errors_only(string wrong, string source, string[] expected) =>
        await AssertDiagnosticsAsync(wrong, Project.Of(source, Program), expected);

    private static async Task AssertDiagnosticsAsync(string wrong, Project project, string[] expected)
    {
        IReadOnlyList<Diagnostic> diagnostics = await project.DiagnoseAsync();

        string report = $"{wrong}:\n{string.Join("\n", diagnostics)}";
        Assert.True(expected.Order(StringComparer.Ordinal).SequenceEqual(diagnostics.Select(diagnostic => diagnostic.Id).Order(StringComparer.Ordinal)), report);
    }

    private static string Replace(string old, string @new)
    {
        Assert.Contains(old, Sources.BreastCancer, StringComparison.Ordinal);
        return Sources.BreastCancer.Replace(old, @new, StringComparison.Ordinal);
    }
}
