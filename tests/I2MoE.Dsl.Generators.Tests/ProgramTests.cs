using I2MoE.Dsl.Generators.Experiments;
using I2MoE.Dsl.Specification.Yaml;
using I2MoE.Dsl.Testing.Yaml;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace I2MoE.Dsl.Generators.Tests;

/// <summary>Every model has an experiment, and a project one program of them.</summary>
public sealed class ProgramTests
{
    private const string YamlPath = "/app/studies/blood/model.i2moe.yaml";

    [Fact]
    public void An_experiment_has_the_folder_of_its_file()
    {
        Project project = Project.Of().WithYaml(YamlPath, Yaml.Experiments.BreastCancer);

        Assert.DoesNotContain("folder:", project.Generated(Sources.BreastCancerFile), StringComparison.Ordinal);
        Assert.Contains(", folder: \"studies/blood\")", project.WithProperties(("ProjectDir", "/app/")).Generated(Sources.BreastCancerFile), StringComparison.Ordinal);
        Assert.DoesNotContain("folder:", project.WithProperties(("ProjectDir", "/elsewhere/")).Generated(Sources.BreastCancerFile), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Accepted.All), MemberType = typeof(Accepted))]
    public async Task Of_its_declaration_an_experiment_has_the_data_as_text(string text)
    {
        Project project = Project.Of().WithYaml(YamlPath, text);

        Assert.Empty(await project.DiagnoseAsync());
        YamlReading reading = YamlExperiment.Read(YamlPath, text, _ => null);
        SyntaxNode root = await project.Output.SyntaxTrees.Single(tree => tree.ToString().Contains("Experiment { get; }", StringComparison.Ordinal)).GetRootAsync();
        string[] texts = [.. root.DescendantTokens().Where(token => token.IsKind(SyntaxKind.MultiLineRawStringLiteralToken)).Select(token => token.ValueText)];
        string data = YamlExperimentWriter.WriteData(reading.Specification);
        Assert.Equal(data.Length > 0 ? [data] : [], texts);
        Assert.EndsWith(data, YamlExperimentWriter.Write(reading.Specification), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "class Experiments")]
    [InlineData("My.App", "class Experiments")]
    [InlineData("My-App", "class Experiments")]
    [InlineData("class", "class Experiments")]
    public async Task A_program_compiles_in_every_root_namespace(string rootNamespace, string expected)
    {
        Project project = Project.Of(Sources.BreastCancer).WithProperties(("RootNamespace", rootNamespace));

        Assert.Empty(await project.DiagnoseAsync());
        Assert.Contains(expected, project.Generated(ProgramEmitter.HintName), StringComparison.Ordinal);
        Assert.DoesNotContain("Main", project.Generated(ProgramEmitter.HintName), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MyModel")]
    [InlineData("MyModel.App")]
    public async Task A_model_may_be_called_as_the_project(string rootNamespace)
    {
        const string Text = "name: MyModel\ntask: regression\nmodalities:\n  a: { features: 8, encoder: linear }\n  b: { features: 8, encoder: linear }\nfusion: concat\n";
        Project ofFile = Project.Of("internal static class Program { public static object Use() => Experiments.RunAsync([]); }")
            .WithYaml(YamlPath, Text)
            .WithProperties(("RootNamespace", rootNamespace), ("I2MoEGenerateMain", "true"));
        Assert.Empty(await ofFile.DiagnoseAsync());

        Project ofClass = Project.Of(Sources.WithModalities("A", "B").Replace("class Model", "class MyModel", StringComparison.Ordinal), "internal static class Program { public static object Use() => Experiments.RunAsync([]); }")
            .WithProperties(("RootNamespace", rootNamespace), ("I2MoEGenerateMain", "true"));
        Assert.Empty(await ofClass.DiagnoseAsync());
    }

    [Fact]
    public async Task A_class_of_the_project_may_be_called_as_the_project_too()
    {
        Project project = Project.Of(Sources.BreastCancer, "internal static class MyApp { public static object Use() => Experiments.RunAsync([]); }").WithProperties(("RootNamespace", "MyApp"));
        Assert.Empty(await project.DiagnoseAsync());
    }

    [Theory]
    [InlineData("namespace App; internal static class Experiments;", "App")]
    [InlineData("namespace App.Experiments { internal static class Study; }", "App")]
    [InlineData("internal static class Experiments;", "")]
    public async Task A_program_gives_way_to_a_name_of_the_project(string source, string rootNamespace)
    {
        Project project = Project.Of(Sources.BreastCancer, source).WithProperties(("RootNamespace", rootNamespace), ("I2MoEGenerateMain", "true"));

        Assert.Empty(await project.DiagnoseAsync());
        Assert.Contains("class I2MoEExperiments", project.Generated(ProgramEmitter.HintName), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Experiments", "")]
    [InlineData("Model", "Experiments")]
    public async Task A_program_gives_way_to_a_model_of_a_file(string name, string space)
    {
        string text = Accepted.Short.Replace("name: Short", $"name: {name}{(space.Length > 0 ? "\nnamespace: " + space : "")}", StringComparison.Ordinal);
        Project project = Project.Of().WithYaml(YamlPath, text);

        Assert.Empty(await project.DiagnoseAsync());
        Assert.Contains("class I2MoEExperiments", project.Generated(ProgramEmitter.HintName), StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_without_models_has_no_program() =>
        Assert.DoesNotContain(Project.Of("class A;").Result.GeneratedSources, source => source.HintName == ProgramEmitter.HintName);

    [Fact]
    public async Task Classes_without_generated_part_are_no_experiments()
    {
        string nested = "internal static class Outer { [I2MoEModel] public partial class Inner; }";
        string derived = "[I2MoEModel] public partial class Derived : Exception;";
        Project project = Project.Of(nested, derived, Sources.BreastCancer);

        string program = project.Generated(ProgramEmitter.HintName);
        Assert.Contains("[global::BreastCancer.BreastCancerModel.Experiment]", program, StringComparison.Ordinal);
        Assert.DoesNotContain(await project.DiagnoseAsync(), diagnostic => diagnostic.Location.SourceTree?.FilePath.EndsWith(ProgramEmitter.HintName, StringComparison.Ordinal) == true);
    }
}
