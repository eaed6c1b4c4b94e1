using I2MoE.Dsl.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Text;
using RoslynProject = Microsoft.CodeAnalysis.Project;

namespace I2MoE.Dsl.Generators.Tests;

/// <summary>The using lines of every file of the repository stand as the formatter orders them, which neither the build nor its check of white space sees.</summary>
public sealed class UsingOrderTests
{
    private static readonly string[] s_folders = ["benchmarks", "examples", "generator", "runtime", "tests"];

    private static IEnumerable<string> Files => s_folders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, folder), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin") && !file.EndsWith(".verified.cs", StringComparison.Ordinal) && !file.EndsWith(".received.cs", StringComparison.Ordinal));

    [SkippableFact]
    public async Task Every_file_has_them_in_order()
    {
        WholeTests.RunWhereWanted("it reads every file of the repository.");
        using var workspace = new AdhocWorkspace();
        RoslynProject project = workspace.AddProject("Repository", LanguageNames.CSharp);
        List<string> wrong = [];
        int looked = 0;
        foreach (string file in Files)
        {
            looked++;
            if (await ReorderAsync(project, await File.ReadAllTextAsync(file)) is { } line)
            {
                wrong.Add($"{Path.GetRelativePath(RepositoryFiles.Root, file)}: '{line}' does not stand where `dotnet format` puts it.");
            }
        }

        Assert.Empty(wrong);
        Assert.True(looked > 500, $"Only {looked} files were found.");
    }

    [Theory]
    [InlineData("using A;\nusing B;\n", null)]
    [InlineData("using System;\nusing System.Text;\nusing A;\nusing static A.C;\nusing D = A.B;\n", null)]
    [InlineData("using B;\nusing A;\n", "using A;")]
    [InlineData("using A;\nusing System.Text;\n", "using System.Text;")]
    [InlineData("using static A.C;\nusing A;\n", "using A;")]
    public async Task Lines_that_are_exchanged_are_told(string text, string? wrong)
    {
        using var workspace = new AdhocWorkspace();
        Assert.Equal(wrong, await ReorderAsync(workspace.AddProject("Repository", LanguageNames.CSharp), text));
    }

    // The first line that another takes the place of; null where all are in order.
    private static async Task<string?> ReorderAsync(RoslynProject project, string text)
    {
        // What follows is not read: most of a file.
        int end = text.IndexOf("\nnamespace ", StringComparison.Ordinal);
        string head = end < 0 ? text : text[..end];
        if (head.Split('\n').Count(line => line.StartsWith("using ", StringComparison.Ordinal)) < 2)
        {
            return null;
        }

        Document document = project.AddDocument("File.cs", SourceText.From(head));
        var before = (CompilationUnitSyntax)(await document.GetSyntaxRootAsync())!;
        var after = (CompilationUnitSyntax)(await (await Formatter.OrganizeImportsAsync(document)).GetSyntaxRootAsync())!;
        return after.Usings.Zip(before.Usings)
            .Where(pair => pair.First.ToString() != pair.Second.ToString())
            .Select(pair => pair.First.ToString())
            .FirstOrDefault();
    }
}
