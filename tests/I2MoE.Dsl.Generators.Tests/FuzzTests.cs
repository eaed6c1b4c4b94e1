using System.Text;
using I2MoE.Dsl.Testing;
using Microsoft.CodeAnalysis;

namespace I2MoE.Dsl.Generators.Tests;

/// <summary>Half-typed code never makes the generator or the analyzer throw.</summary>
public sealed class FuzzTests
{
    private static readonly int s_mutations = WholeTests.AreWanted ? 500 : 100;

    private static readonly string[] s_fragments =
    [
        "[", "]", "{", "}", "(", ")", "<T>", ";", ",", "=", "\"", "null", "default", "-1", "int.MaxValue", "1e400", "typeof(int)", "[1, null]", "new[] { 1 }",
        "partial ", "static ", "abstract ", "record ", "struct ", "file ", "@class", "this[int i]", " Modality ", "[Modality]", "[LinearEncoder]", "[I2MoEModel]",
        "Shape = null", "Shape = [1, 2]", "Shape = default", "Masking = (Masking)99", "where T : class", "// ", "/*", "#if X\n", "\n", "É", "\0",
    ];

    [Fact]
    public async Task Mutated_declarations_never_make_the_generator_or_the_analyzer_fail()
    {
        var random = new Random(20250711);
        string[] sources = [Sources.BreastCancer, Sources.Concat, Sources.WithModalities("A", "B", "C", "D")];
        for (int i = 0; i < s_mutations; i++)
        {
            string source = Mutate(sources[i % sources.Length], random);
            Project project = Project.Of(source);

            Assert.True(project.Result.Exception is null && project.Result.Diagnostics.All(diagnostic => diagnostic.Id != "I2MOE900"), $"{i}: {project.Result.Exception}{string.Join("\n", project.Result.Diagnostics)}\n{source}");
            Assert.All(project.Result.GeneratedSources, file => Assert.Empty(file.SyntaxTree.GetDiagnostics()));
            IReadOnlyList<Diagnostic> diagnostics = await project.AnalyzeAsync();
            Assert.True(diagnostics.All(diagnostic => diagnostic.Id.StartsWith("I2MOE", StringComparison.Ordinal)), $"{i}: {string.Join("\n", diagnostics)}\n{source}");
        }
    }

    private static string Mutate(string source, Random random)
    {
        var text = new StringBuilder(source);
        int edits = random.Next(1, 4);
        for (int i = 0; i < edits; i++)
        {
            int start = random.Next(text.Length);
            int length = Math.Min(random.Next(random.Next(2) == 0 ? 3 : 40), text.Length - start);
            switch (random.Next(4))
            {
                case 0:
                    text.Remove(start, length);
                    break;
                case 1:
                    text.Insert(start, s_fragments[random.Next(s_fragments.Length)]);
                    break;
                case 2:
                    text.Remove(start, length).Insert(start, s_fragments[random.Next(s_fragments.Length)]);
                    break;
                default:
                    text.Insert(random.Next(text.Length), text.ToString(start, length));
                    break;
            }
        }

        return text.ToString();
    }
}
