using System.Text.RegularExpressions;
using I2MoE.Dsl.Testing;

namespace I2MoE.Dsl.Generators.Tests;

/// <summary>The worked examples in the documentation compile as they stand.</summary>
public sealed class DocumentationTests
{
    [Theory]
    [InlineData("docs/fusions/custom.md", "GainModel.g.cs")]
    public async Task A_worked_example_compiles_without_a_message(string page, string generatedFile)
    {
        string text = await File.ReadAllTextAsync(Path.Combine(RepositoryFiles.Root, page));
        string example = Regex.Match(text, "```csharp\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        Project project = Project.Of("using System.Collections.Generic;\nusing System.Linq;\n" + example);

        Assert.Empty(await project.DiagnoseAsync());
        Assert.Contains("CreateFusion", project.Generated(generatedFile), StringComparison.Ordinal);
    }
}
