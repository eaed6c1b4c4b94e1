using System.Globalization;
using I2MoE.Dsl.Testing;

namespace I2MoE.Dsl.EndToEnd.Tests;

/// <summary><c>dotnet build</c> sees every change of experiment files, and changes the code of exactly those models.</summary>
public sealed class ExperimentFileTests : IAsyncLifetime
{
    private const string Example = "PaperPresets";
    private const string First = "first.i2moe.yaml";
    private const string Second = "studies/second.i2moe.yaml";
    private const string Third = "third.i2moe.yaml";

    private readonly string _folder = Directory.CreateTempSubdirectory("i2moe-experiments-").FullName;

    private string Generated => Path.Combine(_folder, "obj", "generated");

    public Task InitializeAsync()
    {
        string root = RepositoryFiles.Root;
        string runtime = Path.Combine(root, "examples", Example, "bin", Cli.Configuration, "net10.0");
        Write("App.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <BuildProjectReferences>false</BuildProjectReferences>
                <I2MoEGenerateMain>true</I2MoEGenerateMain>
                <!-- It is built and never run. -->
                <I2MoERequireLibtorch>false</I2MoERequireLibtorch>
                <!-- Of the rules of the SDK nothing is asked here. -->
                <EnableNETAnalyzers>false</EnableNETAnalyzers>
                <EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles>
                <CompilerGeneratedFilesOutputPath>obj/generated</CompilerGeneratedFilesOutputPath>
              </PropertyGroup>
              <ItemGroup>
                <!-- As they were built: as references to projects, each of them would be looked at in every build. -->
                <Reference Include="{runtime}/*.dll" Exclude="{runtime}/{Example}.dll" Private="false" />
                <ProjectReference Include="{root}/generator/I2MoE.Dsl.Generators/I2MoE.Dsl.Generators.csproj" OutputItemType="Analyzer" ReferenceOutputAssembly="false" />
              </ItemGroup>
              <Import Project="{root}/runtime/I2MoE.Dsl.Core/build/I2MoE.Dsl.Core.props" />
              <Import Project="{root}/runtime/I2MoE.Dsl.Core/build/I2MoE.Dsl.Core.targets" />
            </Project>
            """);
        Write(First, Experiment("First"));
        Write(Second, Experiment("Second"));
        return Task.CompletedTask;
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    [SkippableFact]
    public async Task A_build_follows_what_is_added_edited_and_deleted()
    {
        WholeTests.RunWhereWanted("the steps of the generator are tested without a build.");
        await Cli.SucceedAsync(_folder, "restore");
        IReadOnlyDictionary<string, string> both = await BuildAsync();
        Assert.Contains("folder: \"studies\"", both["Second.g.cs"], StringComparison.Ordinal);
        Assert.Contains("Main(string[] args)", both["Experiments.g.cs"], StringComparison.Ordinal);

        Assert.Empty(await BuildAsync());

        // As a file has it that version control or a copy brings.
        Write(Third, Experiment("Third"));
        File.SetLastWriteTimeUtc(Path.Combine(_folder, Third), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        IReadOnlyDictionary<string, string> three = await BuildAsync();
        Assert.Equal(["Experiments.g.cs", "Third.g.cs"], Differences(both, three));

        Write(First, Experiment("First", epochs: 7));
        IReadOnlyDictionary<string, string> edited = await BuildAsync();
        Assert.Equal(["First.g.cs"], Differences(three, edited));

        Write(First, "# Seven epochs are enough.\n" + Experiment("First", epochs: 7));
        Assert.Empty(Differences(edited, await BuildAsync()));

        File.Delete(Path.Combine(_folder, Second));
        Assert.Equal(["Experiments.g.cs", "Second.g.cs"], Differences(edited, await BuildAsync()));
    }

    // The generated files; none where the compiler had nothing to do.
    private async Task<IReadOnlyDictionary<string, string>> BuildAsync()
    {
        if (Directory.Exists(Generated))
        {
            Directory.Delete(Generated, recursive: true);
        }

        await Cli.SucceedAsync(_folder, "build", "--no-restore", "-c", Cli.Configuration);
        return Directory.Exists(Generated)
            ? Directory.GetFiles(Generated, "*.g.cs", SearchOption.AllDirectories).ToDictionary(file => Path.GetFileName(file), File.ReadAllText)
            : new Dictionary<string, string>();
    }

    private static IEnumerable<string> Differences(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) => before.Keys
        .Union(after.Keys)
        .Where(file => before.GetValueOrDefault(file) != after.GetValueOrDefault(file))
        .Order(StringComparer.Ordinal);

    private static string Experiment(string name, int epochs = 3) => string.Create(CultureInfo.InvariantCulture, $$"""
        name: {{name}}
        task: regression
        modalities: { left: { features: 6, encoder: linear }, right: { features: 6, encoder: linear } }
        fusion: { kind: concat, hidden_dim: 8 }
        training: { epochs: {{epochs}} }
        data: random

        """);

    private void Write(string file, string text)
    {
        string path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
