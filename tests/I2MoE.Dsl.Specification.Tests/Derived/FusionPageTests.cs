using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Testing;

namespace I2MoE.Dsl.Specification.Tests.Derived;

/// <summary>Every fusion has its page in docs/fusions, whose option table is the catalogue's, and a line in the index.</summary>
public sealed class FusionPageTests
{
    private const string Folder = "docs/fusions";
    private const string Begin = "<!-- Derived from the option catalogue. Change it there and run the tests with I2MOE_ACCEPT=1. -->\n\n";
    private const string End = "\n<!-- End of the derived part. -->";

    public static TheoryData<string> Kinds => [.. OptionCatalogue.Fusions.Select(fusion => fusion.Kind)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Page_has_its_parts_and_the_options_of_the_catalogue(string kind)
    {
        FusionDefinition fusion = OptionCatalogue.Fusions.Single(fusion => fusion.Kind == kind);
        string page = Read($"{kind}.md");
        Assert.StartsWith($"# {kind}: `[{fusion.AttributeName}]`\n", page, StringComparison.Ordinal);
        Assert.All(["## What it computes", "## Shapes", "## Options", "## Source"], heading => Assert.Contains($"\n{heading}\n", page, StringComparison.Ordinal));
        Snapshot.VerifyDerivedFile(WithDerivedPart(page, OptionTablesWriter.Table(fusion)), $"{Folder}/{kind}.md");
    }

    [Fact]
    public void Index_lists_every_fusion_and_every_page_has_its_fusion()
    {
        IEnumerable<string> lines = OptionCatalogue.Fusions.Select(fusion =>
            $"| [{fusion.Kind}]({fusion.Kind}.md) | `[{fusion.AttributeName}]` | {Embeddings(fusion)} | {fusion.Summary} |\n");
        string table = "| Name | Attribute | Takes | What it is |\n| --- | --- | --- | --- |\n" + string.Concat(lines);
        Snapshot.VerifyDerivedFile(WithDerivedPart(Read("README.md"), table), $"{Folder}/README.md");

        IEnumerable<string> pages = Directory.GetFiles(Path.Combine(RepositoryFiles.Root, Folder), "*.md")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(name => !name.EndsWith(".received", StringComparison.Ordinal));
        Assert.Equal(OptionCatalogue.Fusions.Select(fusion => fusion.Kind).Append("README").Order(StringComparer.Ordinal), pages.Order(StringComparer.Ordinal));
    }

    private static string Embeddings(FusionDefinition fusion)
    {
        string standard = fusion.Consumes(Component.WithDefaults(fusion)) == EmbeddingKind.Tokens ? "[B, P, D]" : "[B, D]";
        return fusion == CustomFusionOptions.Definition ? $"{standard} or [B, D]" : standard;
    }

    private static string WithDerivedPart(string page, string derived)
    {
        int begin = page.IndexOf(Begin, StringComparison.Ordinal);
        int end = page.IndexOf(End, StringComparison.Ordinal);
        Assert.True(begin >= 0 && end > begin, "The page has no derived part.");
        return page[..(begin + Begin.Length)] + derived + page[end..];
    }

    private static string Read(string name) =>
        File.ReadAllText(Path.Combine(RepositoryFiles.Root, Folder, name)).ReplaceLineEndings("\n");
}
