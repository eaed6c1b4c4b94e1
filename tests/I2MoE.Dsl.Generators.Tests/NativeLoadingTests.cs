using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace I2MoE.Dsl.Generators.Tests;

/// <summary>The module initializer stands where there is something to initialise, once.</summary>
public sealed class NativeLoadingTests
{
    [Fact]
    public void A_project_with_several_models_has_one_initializer() =>
        Assert.Single(
            Project.Of(Sources.BreastCancer, Sources.Concat).Result.GeneratedSources,
            file => file.SourceText.ToString().Contains("ModuleInitializer", StringComparison.Ordinal));

    [Fact]
    public void A_project_without_the_runtime_has_none() =>
        Assert.Empty(Generate("internal static class Program;"));

    [Fact]
    public void The_runtime_itself_has_none() =>
        Assert.Empty(Generate("namespace I2MoE.Dsl; public static class TorchNative { public static void EnsureRegistered() { } }"));

    private static System.Collections.Immutable.ImmutableArray<GeneratedSourceResult> Generate(string source)
    {
        CSharpCompilation compilation = CSharpCompilation.Create("Project", [CSharpSyntaxTree.ParseText(source)], Net100.References.All);
        return CSharpGeneratorDriver.Create(new ModelGenerator()).RunGenerators(compilation).GetRunResult().Results.Single().GeneratedSources;
    }
}
