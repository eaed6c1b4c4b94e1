using I2MoE.Dsl.Generators.Experiments;
using Microsoft.CodeAnalysis;

namespace I2MoE.Dsl.Generators.Tests.Yaml;

/// <summary>An edit of an experiment generates its model again, and nothing else.</summary>
public sealed class YamlIncrementalTests
{
    private const string First = "/app/first.i2moe.yaml";
    private const string Second = "/app/second.i2moe.yaml";
    private const string OtherFile = "internal static class Other { public static int One() => 1; }";

    private static Project Both => Project.Of(OtherFile).WithYaml(First, Experiments.BreastCancer).WithYaml(Second, Experiments.Concat);

    [Theory]
    [InlineData("# A comment.\n")]
    [InlineData("\n\n")]
    public void A_comment_generates_nothing_again(string before)
    {
        Project edited = Both.WithYaml(First, before + Experiments.BreastCancer);

        Assert.Contains(IncrementalStepRunReason.Modified, Reasons(edited, ModelGenerator.YamlReadStep));
        Assert.All(Reasons(edited, ModelGenerator.YamlDeclareStep), AssertNotRun);
        Assert.All(Reasons(edited, ModelGenerator.EmitStep), AssertNotRun);
        Assert.All(Reasons(edited, ModelGenerator.ProgramStep), AssertNotRun);
    }

    [Fact]
    public void An_edit_generates_its_model_only()
    {
        Project edited = Both.WithYaml(First, Experiments.BreastCancer.Replace("heads: 4", "heads: 8", StringComparison.Ordinal));

        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], Reasons(edited, ModelGenerator.EmitStep).Order());
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], Reasons(edited, ModelGenerator.YamlReadStep).Order());
        Assert.All(Reasons(edited, ModelGenerator.ProgramStep), AssertNotRun);
        Assert.Contains("Heads = 8", edited.Generated(Sources.BreastCancerFile), StringComparison.Ordinal);
    }

    [Fact]
    public void An_edit_of_csharp_runs_no_step_of_experiments()
    {
        // With a mistake in it, so that there is a finding to keep.
        Project edited = Both
            .WithYaml(First, Experiments.BreastCancer.Replace("heads: 4", "heads: 5", StringComparison.Ordinal))
            .WithFile(0, OtherFile.Replace("=> 1", "=> 2", StringComparison.Ordinal));

        string[] steps = [ModelGenerator.YamlReadStep, ModelGenerator.YamlDeclareStep, ModelGenerator.YamlCheckStep, ModelGenerator.EmitStep];
        Assert.All(steps, step => Assert.All(Reasons(edited, step), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason)));
        Assert.All(Reasons(edited, ModelGenerator.ProgramStep), AssertNotRun);
    }

    [Fact]
    public void Adding_and_deleting_a_file_adds_and_deletes_its_model_only()
    {
        Project one = Project.Of().WithYaml(First, Experiments.BreastCancer);
        Project two = one.WithYaml(Second, Experiments.Concat);
        Project oneAgain = two.WithoutYaml(First);

        Assert.Equal([IncrementalStepRunReason.New, IncrementalStepRunReason.Cached], Reasons(two, ModelGenerator.EmitStep).Order());
        Assert.Equal([Sources.ConcatFile, Sources.BreastCancerFile], Generated(two).Order(StringComparer.Ordinal).Reverse());
        Assert.Equal([Sources.ConcatFile], Generated(oneAgain));
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Removed], Reasons(oneAgain, ModelGenerator.EmitStep).Order());

        Assert.Equal([IncrementalStepRunReason.Modified], Reasons(two, ModelGenerator.ProgramStep));
        Assert.Contains("ReviewModel.Experiment", two.Generated(ProgramEmitter.HintName), StringComparison.Ordinal);
        Assert.Equal([IncrementalStepRunReason.Modified], Reasons(oneAgain, ModelGenerator.ProgramStep));
        Assert.DoesNotContain("BreastCancerModel", oneAgain.Generated(ProgramEmitter.HintName), StringComparison.Ordinal);
    }

    [Fact]
    public void An_edit_of_a_shared_part_generates_those_that_extend_it()
    {
        const string Part = "/app/shared.part.i2moe.yaml";
        Project edited = Project.Of()
            .WithYaml(Part, Experiments.BreastCancer)
            .WithYaml(First, "extends: shared.part.i2moe.yaml\nname: Child\n")
            .WithYaml(Second, Experiments.Concat)
            .WithYaml(Part, Experiments.BreastCancer.Replace("epochs: 20", "epochs: 21", StringComparison.Ordinal));

        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], Reasons(edited, ModelGenerator.EmitStep).Order());
        Assert.Contains("Epochs = 21", edited.Generated("BreastCancer.Child.g.cs"), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Generated(Project project) =>
        project.Result.GeneratedSources.Select(source => source.HintName).Where(name => name is not ("I2MoENativeLibraries.g.cs" or ProgramEmitter.HintName));

    private static void AssertNotRun(IncrementalStepRunReason reason) =>
        Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"was {reason}");

    private static IReadOnlyList<IncrementalStepRunReason> Reasons(Project project, string step) =>
        [.. project.Result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason)];
}
