using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace I2MoE.Dsl.Generators.Tests;

/// <summary>Generated code compiles without a single warning.</summary>
public sealed class CompilationTests
{
    public static TheoryData<string, string> Declarations => new()
    {
        { "three modalities", Sources.BreastCancer },
        { "concat, internal, global namespace", Sources.Concat },
        { "labels", Sources.WithModalities("First", "Second").Replace("Classification(Classes = 2)", "MultiLabel(Labels = 23)", StringComparison.Ordinal) },
        { "number", Sources.WithModalities("First", "Second").Replace("Classification(Classes = 2)", "Regression", StringComparison.Ordinal) },
        { "number with options", Sources.WithModalities("First", "Second").Replace("Classification(Classes = 2)", "Regression(Interaction = RegressionInteraction.Bounded, Margin = 0.5)", StringComparison.Ordinal) },
        { "two modalities", Sources.WithModalities("First", "Second") },
        { "four modalities", Sources.WithModalities("A", "B", "C", "D") },
        { "eight modalities", Sources.WithModalities("A", "B", "C", "D", "E", "F", "G", "H") },
        { "keywords", Sources.WithModalities("Class", "Event", "@base", "@new", "value", "record") },
        { "letters of other alphabets", Sources.WithModalities("Größe", "Ähnlichkeit", "画像", "Ψ") },
        { "letters with marks", Sources.WithModalities("नमूना", "แบบจำลอง", "Gro\u0308ße") },
        { "names of generated fields, parameters and locals", Sources.WithModalities("passes", "weights2", "Fusion", "fusion2", "Training", "Reweighting", "random") },
        { "names of generated private classes", Sources.WithModalities("Expert", "Pass") },
        { "the user's own members with names of generated private ones", Sources.WithModalities("A", "B").Replace("class Model\n{", "class Model\n{\n    private static readonly int s_a = 1;\n    internal static int Expert => s_a;\n    internal enum Pass;", StringComparison.Ordinal) },
        { "a class with the name of a generated private one", Sources.WithModalities("A", "B").Replace("class Model", "class Expert", StringComparison.Ordinal) },
        { "a class with the name of a modality's field", Sources.WithModalities("A", "B").Replace("class Model", "class s_a", StringComparison.Ordinal) },
        { "the user's types with names of the runtime's", "namespace App;\n" + Sources.WithModalities("A", "B") + "class Tensor; class TorchSharp; class System; class I2MoE; class Output; class Batch; class EncoderSet; class Task; class InteractionModel;" },
        { "the user's nested types with names of the runtime's", Sources.WithModalities("A", "B").Replace("class Model\n{", "class Model\n{\n    internal class Tensor; internal class TorchSharp; internal class System; internal class I2MoE;", StringComparison.Ordinal) },
        { "namespaces with names of the runtime's", "namespace App.System { class X; } namespace App.I2MoE { class X; } namespace App.TorchSharp { class X; }\nnamespace App {\n" + Sources.WithModalities("A", "B") + "}" },
        { "without nullable references", "#nullable disable\n" + Sources.WithModalities("A", "B") },
        { "an obsolete model", Sources.WithModalities("A", "B").Replace("[I2MoEModel]", "[Obsolete, I2MoEModel]", StringComparison.Ordinal) },
        { "a class of combining characters", Sources.WithModalities("A", "B").Replace("class Model", "class M\u0331o\u203Fd", StringComparison.Ordinal) },
        { "classes with the names of the program of the experiments", Sources.WithModalities("A", "B") + "class Experiments; class I2MoEExperiments;" },
        { "names that differ in the case of the first letter", "#pragma warning disable I2MOE204\n" + Sources.WithModalities("Mean", "mean") },
        { "every encoder", Sources.Encoders },
        { "features computed elsewhere", Sources.Encoders.Replace("MaxoutEncoder", "PretrainedEncoder", StringComparison.Ordinal) },
        { "namespace of keywords", Sources.BreastCancer.Replace("namespace BreastCancer", "namespace @class.@new.Model", StringComparison.Ordinal) },
        { "documented by the user", Sources.BreastCancer.Replace("[I2MoEModel]", "/// <summary>My model.</summary>\n[I2MoEModel]", StringComparison.Ordinal) },
        { "sealed with an interface", Sources.BreastCancer.Replace("public partial class BreastCancerModel", "public sealed partial class BreastCancerModel : System.ICloneable", StringComparison.Ordinal).Replace("[Modality(Features = 10), LinearEncoder]", "object System.ICloneable.Clone() => this;\n[Modality(Features = 10), LinearEncoder]", StringComparison.Ordinal) },
        { "other modifiers", Sources.WithModalities("A", "B").Replace("public partial Modality A", "protected internal virtual partial Modality A", StringComparison.Ordinal).Replace("public partial Modality B", "private partial Modality B", StringComparison.Ordinal) },
        { "switch fusion", Sources.WithFusion("SwitchFusion(RoutedExperts = 4)") },
        { "MoE++ fusion", Sources.WithFusion("MoePlusPlusFusion(TopK = 3, GateLossWeight = 0)") },
        { "InterpretCC fusion", Sources.WithFusion("InterpretCcFusion(Hard = false, Tau = 0.7)") },
        { "low-rank fusion", Sources.WithFusion("LowRankFusion(Rank = 2)") },
        { "early fusion", Sources.WithFusion("EarlyFusion") },
        { "late fusion", Sources.WithFusion("LateFusion(HiddenDim = 8)") },
    };

    [Theory]
    [MemberData(nameof(Declarations))]
    public async Task A_correct_declaration_compiles_without_a_message(string name, string source)
    {
        IReadOnlyList<Diagnostic> diagnostics = await Project.Of(source).DiagnoseAsync();

        Assert.True(diagnostics.Count == 0, $"{name}:\n{string.Join("\n", diagnostics)}");
    }

    [Fact]
    public async Task The_members_of_a_model_are_typed_and_named_after_its_modalities()
    {
        const string Program = """
            using BreastCancer;
            using TorchSharp;
            using static TorchSharp.torch;

            internal static class Program
            {
                public static Tensor[] Use(Tensor mean, Tensor error, Tensor worst, Tensor labels, I2MoE.Dsl.Randomness.StepRandom random)
                {
                    using I2MoE.Dsl.Training.Trainer<BreastCancerModel> trainer = BreastCancerModel.CreateTrainer();
                    using I2MoE.Dsl.Training.Trainer<I2MoE.Dsl.Models.VanillaModel> baseline = BreastCancerModel.CreateBaselineTrainer();
                    BreastCancerModel model = new(seed: 1);
                    BreastCancerModel.Batch batch = new() { Mean = mean, StandardError = error, Worst = worst, Labels = labels };
                    using BreastCancerModel.Output output = model.Infer(batch);
                    BreastCancerModel.Losses losses = model.ComputeLosses(batch, random);
                    Modality modality = model.StandardError;
                    return
                    [
                        output.Prediction, output.Weights.UniqueMean, output.Weights.Redundancy, output.Experts.UniqueStandardError,
                        output.Experts.Synergy, losses.Task, losses.UniqueWorst, losses.Synergy, losses.Redundancy,
                    ];
                }
            }
            """;

        Assert.Empty(await Project.Of(Sources.BreastCancer, Program).DiagnoseAsync());
    }

    [Fact]
    public async Task A_model_of_the_same_name_in_a_referenced_project_is_not_in_the_way()
    {
        string source = Sources.WithModalities("A", "B");

        Assert.Empty(await Project.Of(source).Referencing(Project.Of(source)).DiagnoseAsync());
    }

    [Fact]
    public async Task In_an_assembly_that_is_compliant_with_CLS_warnings_are_about_the_users_file_only() =>
        Assert.All(
            await Project.Of("[assembly: CLSCompliant(true)]\n" + Sources.WithModalities("A", "B")).DiagnoseAsync(),
            diagnostic => Assert.Equal("File0.cs", diagnostic.Location.SourceTree?.FilePath));

    [Fact]
    public async Task An_older_version_of_C_sharp_is_named_and_nothing_is_generated()
    {
        Project project = Project.Of(LanguageVersion.CSharp12, Sources.WithModalities("A", "B").Replace("public partial class", "internal partial class", StringComparison.Ordinal));

        Assert.Equal(["CS8703", "CS8703", "CS9248", "CS9248", "I2MOE112"], (await project.DiagnoseAsync()).Select(diagnostic => diagnostic.Id).Order(StringComparer.Ordinal));
        Assert.Empty(await Project.Of(LanguageVersion.CSharp8, "class WithoutModel { }").DiagnoseAsync());
    }

    [Fact]
    public async Task The_class_of_the_statements_at_the_top_can_be_a_model() =>
        Assert.Empty(await Project.Of("_ = new Program(seed: 1);\n" + Sources.WithModalities("A", "B").Replace("class Model", "class Program", StringComparison.Ordinal)).AsProgram().DiagnoseAsync());

    [Fact]
    public async Task A_class_in_several_files_takes_its_modalities_in_the_order_of_the_files()
    {
        Project project = Project.Of(
            Sources.WithModalities("First"),
            "public partial class Model { [Modality(Features = 3), LinearEncoder] public partial Modality Second { get; } }");

        Assert.Empty(await project.DiagnoseAsync());
        Assert.Contains("Modalities = [s_first, s_second],", project.Generated("Model.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_whose_names_differ_in_case_only_have_files_of_their_own()
    {
        string upper = Sources.WithModalities("A", "B");
        string lower = upper.Replace("class Model", "class MODEL", StringComparison.Ordinal);
        Project project = Project.Of(upper, lower);

        Assert.Empty(await project.DiagnoseAsync());
        Assert.Contains("partial class MODEL", project.Generated("MODEL.2.g.cs"), StringComparison.Ordinal);
    }
}
