using I2MoE.Dsl.Testing;
using I2MoE.Dsl.Testing.Documentation;

namespace I2MoE.Dsl.EndToEnd.Tests;

/// <summary>The packed package in an empty folder, as a user starts: it must bring generator, analyzer, specification and native loading.</summary>
public sealed class PackageTests : IAsyncLifetime
{
    private PackedPackage _package = null!;

    public async Task InitializeAsync()
    {
        _package = await PackedPackage.CreateAsync();
        _package.Write("App.csproj", _package.Project("""
            <Nullable>enable</Nullable>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <AnalysisLevel>latest-all</AnalysisLevel>
            <NoWarn>CA1303;CA1515;CA1848;CA2007</NoWarn>
            """));
    }

    public Task DisposeAsync()
    {
        _package.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_declared_model_trains_and_a_broken_declaration_stops_the_build()
    {
        _package.Write("Toy.cs", Declaration(heads: 2));
        _package.Write("Program.cs", """
            using I2MoE.Dsl.Data;
            using I2MoE.Dsl.Training;
            using static TorchSharp.torch;

            float[] wave = [.. Enumerable.Range(0, 40 * 6).Select(i => MathF.Sin(i))];
            long[] classes = [.. Enumerable.Range(0, 40).Select(i => (long)(i % 2))];
            using var data = new MultimodalDataset(
                new Dictionary<string, Tensor> { ["Left"] = tensor(wave).reshape(40, 6), ["Right"] = tensor(wave).reshape(40, 6) },
                tensor(classes));
            using DataSplits splits = data.Split(seed: 0).Standardise();
            using Trainer<App.Toy> trainer = App.Toy.CreateTrainer(new TrainerOptions { Epochs = 2 });
            FitResult fit = await trainer.FitAsync(splits);
            Console.WriteLine($"trained {fit.Epochs.Count} epochs, weights {string.Join(", ", trainer.Evaluate(splits.Test).MeanWeights.Keys)}");
            """);
        string build = await Cli.SucceedAsync(_package.Folder, "build", "-v", "n");

        // The compiler finds the code fixes beside the generator and cannot load what they need: it must say nothing about it.
        string[] carried = [.. Directory.GetFiles(Path.Combine(_package.Installed, "analyzers", "dotnet", "cs")).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        Assert.Equal(["I2MoE.Dsl.CodeFixes.dll", "I2MoE.Dsl.Generators.dll", "I2MoE.Dsl.Specification.dll", "YamlDotNet.dll"], carried);
        Assert.DoesNotMatch("AD0001|CS80[0-9][0-9]|CS9057", build);
        string output = await Cli.SucceedAsync(_package.Folder, "run", "--no-build");
        Assert.Contains("trained 2 epochs, weights UniqueLeft, UniqueRight, Synergy, Redundancy", output, StringComparison.Ordinal);

        // The native libraries are linked from the NuGet cache: copies would take half a gigabyte.
        long copied = new DirectoryInfo(Path.Combine(_package.Folder, "bin")).EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.LinkTarget is null).Sum(file => file.Length);
        Assert.InRange(copied, 0, 50_000_000);

        string broken = await FailAsync(Declaration(heads: 3));
        Assert.True(broken.Contains("Toy.cs(7,32): error I2MOE303: Heads = 3 does not divide HiddenDim = 8. Nearest that do: 2, 4.", StringComparison.Ordinal), broken);
        Assert.DoesNotContain("error CS", broken, StringComparison.Ordinal);

        // The compiler ends at its own CS0260 before it hears analyzers; the rule must be reported all the same.
        string notPartial = await FailAsync(Declaration(heads: 2).Replace("sealed partial class", "sealed class", StringComparison.Ordinal));
        Assert.Contains("Toy.cs(8,23): error I2MOE101: Class Toy is not partial", notPartial, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task An_experiment_file_becomes_a_model_and_a_wrong_one_stops_the_build_at_its_line()
    {
        LongTrial.SkipUnlessAsked("it builds a project for a minute.");
        _package.Write("toy.i2moe.yaml", Experiment("heads"));
        _package.Write("Program.cs", """
            using var trainer = App.Toy.CreateTrainer();
            Console.WriteLine(string.Join(", ", trainer.Model.Description.Experts));
            """);
        Assert.Contains("UniqueLeft, UniqueRight, Synergy, Redundancy", await Cli.SucceedAsync(_package.Folder, "run"), StringComparison.Ordinal);

        _package.Write("toy.i2moe.yaml", Experiment("haeds"));
        (int exitCode, string broken) = await Cli.DotnetAsync(_package.Folder, "build");
        Assert.NotEqual(0, exitCode);
        Assert.Matches(@"toy\.i2moe\.yaml\(10,3\): error I2MOE7\d\d: .*haeds.*Did you mean 'heads'", broken);
        Assert.DoesNotContain("error CS", broken, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task The_first_program_of_the_README_and_the_first_experiment_of_the_docs_run_as_they_are_pasted()
    {
        WholeTests.RunWhereWanted("all code of the docs is compiled, and another program runs with the package.");
        // As `dotnet new console -o Study` makes it.
        _package.Write("Study.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="I2MoE.Dsl" Version="{_package.Version}" />
                <PackageReference Include="TorchSharp-cpu" Version="0.107.0" />
              </ItemGroup>
            </Project>
            """);
        File.Delete(Path.Combine(_package.Folder, "App.csproj"));
        File.Copy(Path.Combine(RepositoryFiles.Root, "examples", "BreastCancer", "data", "wdbc.csv"), Path.Combine(_package.Folder, "wdbc.csv"));
        Paste("README.md", "// BreastCancerModel.cs", "BreastCancerModel.cs");
        Paste("README.md", "// Program.cs", "Program.cs");
        string output = await Cli.SucceedAsync(_package.Folder, "run");
        Assert.Matches(@"best epoch \d+, test accuracy [01][.,]\d{3}", output);
        Assert.DoesNotContain("warning", output, StringComparison.Ordinal);

        Paste("docs/running.md", "# first.i2moe.yaml", "first.i2moe.yaml");
        Paste("docs/running.md", "// Program.cs", "Program.cs");
        Paste("docs/encoders/custom.md", "using I2MoE.Dsl;", "MeanOverTimeEncoder.cs");
        output = await Cli.SucceedAsync(_package.Folder, "run", "--", "train", "--experiment", "FirstModel", "--set", "training.epochs=1", "--quiet");
        Assert.True(File.Exists(Path.Combine(_package.Folder, "runs", "FirstModel", "seed-0", "weights.safetensors")), output);
    }

    private void Paste(string page, string begin, string file) =>
        _package.Write(file, MarkdownPage.At(page).Blocks.First(block => block.Text.StartsWith(begin, StringComparison.Ordinal)).Text);

    private static string Experiment(string heads) => $$"""
        name: Toy
        namespace: App
        task: { kind: classification, classes: 2 }
        modalities:
          left: { features: 6, encoder: linear }
          right: { features: 6, encoder: patch }
        fusion:
          kind: transformer
          layers: 1
          {{heads}}: 2
          hidden_dim: 8
          patches: 2
        """;

    private async Task<string> FailAsync(string declaration)
    {
        _package.Write("Toy.cs", declaration);
        (int exitCode, string output) = await Cli.DotnetAsync(_package.Folder, "build", "--no-restore");
        Assert.NotEqual(0, exitCode);
        return output;
    }

    private static string Declaration(int heads) => $$"""
        using I2MoE.Dsl;

        namespace App;

        [I2MoEModel]
        [Classification(Classes = 2)]
        [TransformerFusion(Layers = 1, Heads = {{heads}}, HiddenDim = 8, Patches = 2)]
        internal sealed partial class Toy
        {
            [Modality(Features = 6), LinearEncoder]
            public partial Modality Left { get; }

            [Modality(Features = 6), PatchEncoder]
            public partial Modality Right { get; }
        }
        """;
}
