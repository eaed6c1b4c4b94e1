using System.Text.RegularExpressions;

namespace I2MoE.Dsl.EndToEnd.Tests;

/// <summary>
/// What a project of a user's becomes: published in every form, a program of one file, or one that cannot run and says so when it is built.
/// Most of it takes minutes, and runs with I2MOE_PUBLISH=1.
/// </summary>
public sealed class PublishTests : IAsyncLifetime
{
    private const string Experiment = """
        name: Toy
        namespace: Toys
        task: { kind: classification, classes: 2 }
        modalities:
          left: { features: 6, encoder: linear }
          right: { features: 6, encoder: patch }
        fusion: { kind: transformer, layers: 1, heads: 2, hidden_dim: 8, patches: 2 }
        training: { epochs: 1 }
        data: { source: { kind: random, samples: 64 } }
        """;

    private PackedPackage _package = null!;

    public async Task InitializeAsync()
    {
        _package = await PackedPackage.CreateAsync();
        _package.Write("toy.i2moe.yaml", Experiment);
    }

    public Task DisposeAsync()
    {
        _package.Dispose();
        return Task.CompletedTask;
    }

    [SkippableFact]
    public async Task A_folder_carries_the_natives_of_one_platform_and_its_program_trains()
    {
        LongTrial.SkipUnlessAsked("it builds a project for a minute.");
        await PublishAndTrainAsync();
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(_package.Folder, "out"), "*", SearchOption.AllDirectories), file => Path.GetFileName(file) is "torch_cpu.dll" or "libtorch_cpu.dylib" or "libSkiaSharp.dll");
    }

    [SkippableTheory]
    [InlineData("-p:PublishSingleFile=true --self-contained false")]
    [InlineData("--self-contained true")]
    [InlineData("-p:PublishSingleFile=true --self-contained true")]
    [InlineData("-p:PublishTrimmed=true --self-contained true")]
    public async Task Every_other_form_trains_too(string form)
    {
        LongTrial.SkipUnlessAsked("this form needs further packages of the SDK.");
        await PublishAndTrainAsync(["-r", "linux-x64", .. form.Split(' ')]);
    }

    [SkippableFact]
    public async Task A_program_of_one_file_trains_and_keeps_a_checkpoint()
    {
        LongTrial.SkipUnlessAsked("it builds a project for a minute.");
        File.Delete(Path.Combine(_package.Folder, "toy.i2moe.yaml"));
        _package.Write("app.cs", $$"""
            #:package I2MoE.Dsl@{{_package.Version}}
            #:package TorchSharp-cpu@0.107.0

            using I2MoE.Dsl;
            using I2MoE.Dsl.Experiments;

            return await ExperimentProgram.RunAsync([Toy.Experiment], args);

            [I2MoEModel]
            [Classification(Classes = 2)]
            [TransformerFusion(Layers = 1, Heads = 2, HiddenDim = 8, Patches = 2)]
            internal sealed partial class Toy
            {
                [Modality(Features = 6), LinearEncoder]
                public partial Modality Left { get; }

                [Modality(Features = 6), PatchEncoder]
                public partial Modality Right { get; }
            }
            """);
        await Cli.SucceedAsync(_package.Folder, "run", "app.cs", "--", "train", "--data", "random", "--set", "training.epochs=1");
        string evaluated = await Cli.SucceedAsync(_package.Folder, "run", "app.cs", "--", "evaluate");
        Assert.Contains("UniqueLeft", evaluated, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_of_an_older_framework_has_one_error()
    {
        _package.Write("App.csproj", _package.Project("<I2MoEGenerateMain>true</I2MoEGenerateMain>", framework: "net8.0"));
        Assert.Equal(["I2MOE902: I2MoE.Dsl needs .NET 10, but this project is built for net8.0. Write <TargetFramework>net10.0</TargetFramework> in App.csproj."], await ErrorsAsync());
    }

    // The number of the compiler stands for an older one: only MSBuild reads it.
    [SkippableFact]
    public async Task A_project_with_an_older_compiler_has_one_error()
    {
        LongTrial.SkipUnlessAsked("it builds a project for a minute.");
        _package.Write("App.csproj", _package.Project("<I2MoEGenerateMain>true</I2MoEGenerateMain>"));
        string error = Assert.Single(await ErrorsAsync("-p:CompilerApiVersion=roslyn4.8"));
        Assert.StartsWith("I2MOE810: The generator of I2MoE.Dsl needs the compiler Roslyn 4.14 or newer, but this build has 4.8. Build with the .NET SDK 10", error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_program_without_libtorch_does_not_build_and_says_so_where_it_runs_all_the_same()
    {
        LongTrial.SkipUnlessAsked("it builds a project for a minute.");
        _package.Write("App.csproj", _package.Project("<I2MoEGenerateMain>true</I2MoEGenerateMain>", hasTorch: false));
        Assert.StartsWith("I2MOE903: No package of this project has libtorch, without which no tensor can be made. Add it: dotnet add package TorchSharp-cpu", Assert.Single(await ErrorsAsync()), StringComparison.Ordinal);

        await Cli.SucceedAsync(_package.Folder, "build", "-p:I2MoERequireLibtorch=false");
        (int exitCode, string output) = await Cli.DotnetAsync(_package.Folder, "run", "--no-build", "--", "train");
        Assert.Equal(2, exitCode);
        Assert.StartsWith("error: libtorch is not among the files of this program, so that no tensor can be made. Add the package TorchSharp-cpu ", output, StringComparison.Ordinal);
        Assert.Single(output.TrimEnd().Split('\n'));
    }

    private async Task PublishAndTrainAsync(params string[] form)
    {
        _package.Write("App.csproj", _package.Project("<I2MoEGenerateMain>true</I2MoEGenerateMain>"));
        string folder = Path.Combine(_package.Folder, "out");
        await Cli.SucceedAsync(_package.Folder, ["publish", "-c", "Release", "-o", folder, .. form]);
        await Cli.ProgramAsync(folder, Path.Combine(folder, "App"), "train", "--set", "fusion.layers=2");
        string evaluated = await Cli.ProgramAsync(folder, Path.Combine(folder, "App"), "evaluate");
        Assert.Contains("UniqueLeft", evaluated, StringComparison.Ordinal);
        await Cli.ProgramAsync(folder, Path.Combine(folder, "App"), "explain");
        Assert.NotEmpty(Directory.GetFiles(folder, "report.html", SearchOption.AllDirectories));
    }

    private async Task<string[]> ErrorsAsync(params string[] properties)
    {
        (int exitCode, string output) = await Cli.DotnetAsync(_package.Folder, ["build", .. properties]);
        Assert.NotEqual(0, exitCode);
        return [.. Regex.Matches(output, @"error (\w+: .*?)(?: \[|\r?$)", RegexOptions.Multiline).Select(match => match.Groups[1].Value).Distinct()];
    }
}
