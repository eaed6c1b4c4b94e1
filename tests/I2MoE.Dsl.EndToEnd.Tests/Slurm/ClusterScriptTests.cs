using I2MoE.Dsl.Testing;
using I2MoE.Dsl.Testing.Documentation;

namespace I2MoE.Dsl.EndToEnd.Tests.Slurm;

/// <summary>The scripts of <c>docs/clusters.md</c> are the files that <see cref="SlurmTests"/> submits.</summary>
public sealed class ClusterScriptTests
{
    private static readonly string s_folder = Path.Combine(RepositoryFiles.Root, "docs", "clusters");

    public static TheoryData<string> Files => [.. Directory.GetFiles(s_folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_page_has_the_file(string file) =>
        Assert.Contains(MarkdownPage.At("docs/clusters.md").Blocks, block => block.Text.Trim() == File.ReadAllText(Path.Combine(s_folder, file)).ReplaceLineEndings("\n").Trim());

    [SkippableFact]
    public async Task A_shell_understands_them()
    {
        Skip.If(OperatingSystem.IsWindows(), "Slurm's scripts are for bash.");
        foreach (string script in Directory.GetFiles(s_folder, "*.sbatch").Append(Path.Combine(RepositoryFiles.Root, "tests", "slurm", "cluster.sh")))
        {
            await Cli.ProgramAsync(s_folder, "bash", "-n", script);
        }
    }
}
