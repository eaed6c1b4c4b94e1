using Microsoft.CodeAnalysis;

namespace I2MoE.Dsl.Generators.Tests;

/// <summary>The generator works again where a declaration changes, and nowhere else.</summary>
public sealed class IncrementalTests
{
    private const string OtherFile = "internal static class Other { public static int One() => 1; }";

    private static readonly string[] s_modelSteps = [ModelGenerator.ReadStep, ModelGenerator.NameStep, ModelGenerator.EmitStep];

    public static TheoryData<string, string> EditsWithoutEffect => new()
    {
        { "comment before the class", "// A comment.\n" + Sources.BreastCancer },
        { "comment between attribute and property", Sources.BreastCancer.Replace("LinearEncoder]", "LinearEncoder] // the worst", StringComparison.Ordinal) },
        { "class moved down", "namespace Elsewhere { internal sealed class First; }\n" + BlockNamespace() },
        { "another member", Sources.BreastCancer.Replace("class BreastCancerModel\n{", "class BreastCancerModel\n{\n    public int Count() => 42;\n", StringComparison.Ordinal) },
        { "number written otherwise", Sources.BreastCancer.Replace("1e-3", "0.001", StringComparison.Ordinal) },
        { "number computed", Sources.BreastCancer.Replace("Epochs = 20", "Epochs = 10 + 10", StringComparison.Ordinal) },
    };

    public static TheoryData<string, string> EditsWithEffect => new()
    {
        { "option", Sources.BreastCancer.Replace("Heads = 4", "Heads = 8", StringComparison.Ordinal) },
        { "option removed", Sources.BreastCancer.Replace("Epochs = 20, ", "", StringComparison.Ordinal) },
        { "encoder", Sources.BreastCancer.Replace("LinearEncoder", "MlpEncoder", StringComparison.Ordinal) },
        { "order of modalities", Sources.BreastCancer.Replace("Mean", "X", StringComparison.Ordinal).Replace("StandardError", "Mean", StringComparison.Ordinal).Replace("X", "StandardError", StringComparison.Ordinal) },
        { "name of a modality", Sources.BreastCancer.Replace("Modality Mean", "Modality Average", StringComparison.Ordinal) },
        { "modifier of a property", Sources.BreastCancer.Replace("public partial Modality Mean", "internal partial Modality Mean", StringComparison.Ordinal) },
        { "accessibility of the class", Sources.BreastCancer.Replace("public partial class", "internal partial class", StringComparison.Ordinal) },
    };

    [Theory]
    [MemberData(nameof(EditsWithoutEffect))]
    public void An_edit_that_leaves_the_declaration_equal_generates_nothing_again(string edit, string source)
    {
        Project edited = Project.Of(Sources.BreastCancer).WithFile(0, source);

        Assert.All(s_modelSteps, step => Assert.All(Reasons(edited, step), reason => AssertNotRun(edit, step, reason)));
        Assert.All(OutputReasons(edited), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void An_edit_of_another_file_generates_nothing_again()
    {
        Project edited = Project.Of(Sources.BreastCancer, OtherFile)
            .WithFile(1, OtherFile.Replace("=> 1", "=> 2", StringComparison.Ordinal))
            .WithNewFile("internal static class More;");

        string[] steps = [.. s_modelSteps, ModelGenerator.NativeLoadingStep];
        Assert.All(steps, step => Assert.All(Reasons(edited, step), reason => AssertNotRun("other file", step, reason)));
        Assert.All(OutputReasons(edited), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Theory]
    [MemberData(nameof(EditsWithEffect))]
    public void An_edit_of_the_declaration_generates_its_model_again(string edit, string source)
    {
        Project before = Project.Of(Sources.BreastCancer);
        Project edited = before.WithFile(0, source);

        Assert.All(s_modelSteps, step => Assert.True(Reasons(edited, step).Single() == IncrementalStepRunReason.Modified, $"{edit}: {step}"));
        Assert.NotEqual(before.Generated(Sources.BreastCancerFile), edited.Generated(Sources.BreastCancerFile));
    }

    [Fact]
    public void An_edit_of_one_model_leaves_the_other_as_it_is()
    {
        Project edited = Project.Of(Sources.BreastCancer, Sources.Concat)
            .WithFile(1, Sources.Concat.Replace("Layers = 3", "Layers = 4", StringComparison.Ordinal));

        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], Reasons(edited, ModelGenerator.EmitStep).Order());
    }

    private static string BlockNamespace() =>
        Sources.BreastCancer.Replace("namespace BreastCancer;", "namespace BreastCancer {", StringComparison.Ordinal) + "}";

    private static void AssertNotRun(string edit, string step, IncrementalStepRunReason reason) =>
        Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{edit}: {step} was {reason}");

    private static IReadOnlyList<IncrementalStepRunReason> Reasons(Project project, string step) =>
        [.. project.Result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason)];

    private static List<IncrementalStepRunReason> OutputReasons(Project project)
    {
        List<IncrementalStepRunReason> reasons =
            [.. project.Result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(run => run.Outputs).Select(output => output.Reason)];
        Assert.NotEmpty(reasons);
        return reasons;
    }
}
