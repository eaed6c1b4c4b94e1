using System.Text.Json;
using I2MoE.Dsl.Testing;

namespace I2MoE.Dsl.EndToEnd.Tests;

/// <summary>Only the evaluation of the property is tested: the CUDA package is for machines with a GPU.</summary>
public sealed class TorchBackendTests
{
    private static readonly string s_example = Path.Combine(RepositoryFiles.Root, "examples", "BreastCancer");

    [Theory]
    [InlineData("cpu", "TorchSharp-cpu", "TorchSharp-cuda-linux")]
    [InlineData("cuda", "TorchSharp-cuda-linux", "TorchSharp-cpu")]
    public async Task The_property_chooses_the_package(string backend, string chosen, string other)
    {
        IReadOnlyList<string> packages = await PackagesAsync($"-p:TorchBackend={backend}");
        Assert.Contains(chosen, packages);
        Assert.DoesNotContain(other, packages);
    }

    [Fact]
    public async Task The_cpu_package_is_the_default() => Assert.Contains("TorchSharp-cpu", await PackagesAsync());

    [Fact]
    public async Task An_unknown_backend_is_an_error_that_names_the_allowed_ones()
    {
        (int exitCode, string output) = await Cli.DotnetAsync(s_example, "build", "-p:TorchBackend=gpu");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("error I2MOE901: TorchBackend is 'gpu'. Allowed: cpu (default), cuda.", output, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> PackagesAsync(params string[] properties)
    {
        string output = await Cli.SucceedAsync(s_example, ["msbuild", "-getItem:PackageReference", .. properties]);
        using JsonDocument json = JsonDocument.Parse(output);
        return [.. json.RootElement.GetProperty("Items").GetProperty("PackageReference").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!)];
    }
}
