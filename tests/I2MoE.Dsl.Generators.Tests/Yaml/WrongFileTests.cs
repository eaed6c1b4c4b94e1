using I2MoE.Dsl.Testing.Yaml;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace I2MoE.Dsl.Generators.Tests.Yaml;

/// <summary>The build finds what is wrong in every wrong file, at its place, and never fails itself.</summary>
public sealed class WrongFileTests
{
    private static readonly CSharpCompilation s_compilation = CSharpCompilation.Create("Application");

    public static TheoryData<WrongFile> All => [.. WrongFiles.ByHand, .. WrongFiles.FromCatalogue];

    [Theory]
    [MemberData(nameof(All), DisableDiscoveryEnumeration = true)]
    public void A_build_reports_it_at_its_line_and_column(WrongFile file)
    {
        GeneratorRunResult result = CSharpGeneratorDriver
            .Create([new ModelGenerator().AsSourceGenerator()], [new YamlText("/app/" + WrongFile.Name, file.Text)])
            .RunGenerators(s_compilation)
            .GetRunResult()
            .Results
            .Single();

        Assert.Null(result.Exception);
        Assert.DoesNotContain(result.Diagnostics, diagnostic => diagnostic.Id is "I2MOE900" or "CS8785");
        Assert.Contains((file.Id, file.Line, file.Column), result.Diagnostics.Select(Describe));
        Assert.NotEmpty(result.GeneratedSources);
    }

    private static (string Id, int Line, int Column) Describe(Diagnostic diagnostic)
    {
        FileLinePositionSpan span = diagnostic.Location.GetLineSpan();
        return (diagnostic.Id, span.StartLinePosition.Line + 1, span.StartLinePosition.Character + 1);
    }
}
