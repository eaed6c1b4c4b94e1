using System.Globalization;
using System.Text.RegularExpressions;
using I2MoE.Dsl.Testing;

namespace I2MoE.Dsl.EndToEnd.Tests;

public sealed class BreastCancerExampleTests
{
    [Fact]
    public async Task The_example_reaches_the_accuracy_of_the_reference_code_and_shows_what_it_learned()
    {
        string folder = Directory.CreateTempSubdirectory("i2moe-example-").FullName;
        try
        {
            string example = Path.Combine(RepositoryFiles.Root, "examples", "BreastCancer");
            string output = await Cli.SucceedAsync(folder, "run", "--no-build", "-c", Cli.Configuration, "--project", example);

            Match i2moe = MetricsRow("I2MoE").Match(output);
            Assert.True(i2moe.Success, output);
            Assert.InRange(Number(i2moe, "accuracy"), 0.96, 1);
            Assert.InRange(Number(i2moe, "auroc"), 0.99, 1);
            Assert.Matches(MetricsRow("vanilla"), output);
            Assert.All(["UniqueMean", "UniqueStandardError", "UniqueWorst", "Synergy", "Redundancy"], expert => Assert.Contains(expert, output, StringComparison.Ordinal));
            Assert.Contains($"Last model kept in {Path.Combine(folder, "runs", "BreastCancer")}", output, StringComparison.Ordinal);
            Assert.All(["run.json", "experiment.yaml", "preprocessing.json", "weights.safetensors"], file => Assert.True(File.Exists(Path.Combine(folder, "runs", "BreastCancer", file)), file));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Examples_with_a_program_of_their_own_prepare_the_memory()
    {
        string[] programs = Directory.GetFiles(Path.Combine(RepositoryFiles.Root, "examples"), "Program.cs", SearchOption.AllDirectories);
        Assert.NotEmpty(programs);
        Assert.All(programs, program => Assert.Contains("\nProcessMemory.Prepare();\n", File.ReadAllText(program), StringComparison.Ordinal));
    }

    private static Regex MetricsRow(string model) => new($@"│ {model} +│ (?<accuracy>[\d.]+) ± [\d.]+ │ (?<auroc>[\d.]+) ± [\d.]+ │");

    private static double Number(Match match, string group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
}
