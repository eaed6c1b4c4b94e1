using System.IO.Compression;
using System.Xml.Linq;

namespace I2MoE.Dsl.EndToEnd.Tests;

/// <summary>What every package has, and the two for ONNX used from empty folders.</summary>
public sealed class PackageContentTests : IAsyncLifetime
{
    private const string OnnxRuntime = """<PackageReference Include="Microsoft.ML.OnnxRuntime" Version="1.31.1" />""";

    private PackedPackage _package = null!;

    public async Task InitializeAsync() => _package = await PackedPackage.CreateAsync();

    public Task DisposeAsync()
    {
        _package.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public void Every_package_has_readme_icon_licence_repository_and_symbols()
    {
        string[] packages = Directory.GetFiles(Path.Combine(_package.Folder, "feed"), "*.nupkg");
        Assert.Contains(packages, file => Path.GetFileName(file).StartsWith("I2MoE.Dsl.OnnxRuntime.0", StringComparison.Ordinal));
        Assert.All(packages, file =>
        {
            using ZipArchive package = ZipFile.OpenRead(file);
            using Stream text = package.Entries.Single(entry => entry.Name.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
            XElement metadata = XDocument.Load(text).Root!.Elements().Single();
            string Of(string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;
            Assert.NotNull(package.GetEntry(Of("readme")));
            Assert.NotNull(package.GetEntry(Of("icon")));
            Assert.Equal("MIT", Of("license"));
            Assert.Equal("git", metadata.Elements().Single(element => element.Name.LocalName == "repository").Attribute("type")!.Value);

            string[] assemblies = [.. package.Entries.Where(entry => entry.FullName.StartsWith("lib/", StringComparison.Ordinal) && entry.Name.EndsWith(".dll", StringComparison.Ordinal)).Select(entry => entry.FullName)];
            if (assemblies.Length > 0)
            {
                using ZipArchive symbols = ZipFile.OpenRead(Path.ChangeExtension(file, ".snupkg"));
                Assert.All(assemblies, assembly => Assert.NotNull(symbols.GetEntry(Path.ChangeExtension(assembly, ".pdb"))));
            }
        });
    }

    [SkippableFact]
    public async Task A_model_is_written_as_ONNX_by_one_program_and_answers_in_another_without_libtorch()
    {
        LongTrial.SkipUnlessAsked("it builds a project for a minute.");
        _package.Write("App.csproj", _package.Project().Replace("<OutputType>", "<EnableDefaultCompileItems>false</EnableDefaultCompileItems><OutputType>", StringComparison.Ordinal)
            .Replace("<ItemGroup>", """<ItemGroup><Compile Include="Program.cs" />""", StringComparison.Ordinal));
        _package.Write("toy.i2moe.yaml", """
            name: Toy
            namespace: App
            task: { kind: classification, classes: 2 }
            modalities: { left: { features: 2, encoder: linear }, right: { features: 3, encoder: linear } }
            fusion: { kind: concat, hidden_dim: 8 }
            """);
        _package.Write("Program.cs", """
            using I2MoE.Dsl.Onnx;

            using var model = new App.Toy();
            model.SaveOnnx("toy.onnx");
            """);
        await Cli.SucceedAsync(_package.Folder, "run");

        string service = Path.Combine(_package.Folder, "service");
        Directory.CreateDirectory(service);
        _package.Write("service/Program.cs", """
            using I2MoE.Dsl.OnnxRuntime;

            using OnnxPredictor predictor = OnnxPredictor.Open("../toy.onnx");
            OnnxAnswer answer = predictor.Predict(new Dictionary<string, float[]> { ["Left"] = [1, 2], ["Right"] = [1, 2, 3] });
            Console.WriteLine($"{answer.Label}: {string.Join(", ", answer.Weights.Keys)}");
            """);
        _package.Write("service/Service.csproj", Service(natives: ""));
        (int exitCode, string output) = await Cli.DotnetAsync(service, "build");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("error I2MOE811: No package of this project has the native library of ONNX Runtime, without which no file can be opened. Add it: dotnet add package Microsoft.ML.OnnxRuntime", output, StringComparison.Ordinal);

        _package.Write("service/Service.csproj", Service(OnnxRuntime));
        Assert.Matches("[01]: UniqueLeft, UniqueRight, Synergy, Redundancy", await Cli.SucceedAsync(service, "run"));
        Assert.Empty(Directory.GetFiles(Path.Combine(service, "bin"), "*orch*", SearchOption.AllDirectories));
    }

    private string Service(string natives) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="I2MoE.Dsl.OnnxRuntime" Version="{_package.Version}" />
            {natives}
          </ItemGroup>
        </Project>
        """;
}
