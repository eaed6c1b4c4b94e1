using System.Reflection;
using I2MoE.Dsl.Testing;
using PublicApiGenerator;

namespace I2MoE.Dsl.Tool.Tests;

/// <summary>What a package offers is what its <c>PublicApi.txt</c> says, so that nothing is added, changed or taken away by oversight.</summary>
public sealed class PublicApiTests
{
    private static readonly ApiGeneratorOptions s_options = new()
    {
        IncludeAssemblyAttributes = false,
        ExcludeAttributes = ["System.ComponentModel.EditorBrowsableAttribute", "System.Runtime.CompilerServices.CompilerGeneratedAttribute", "System.Diagnostics.DebuggerBrowsableAttribute"],
    };

    [Theory]
    [InlineData("Core")]
    [InlineData("Data")]
    [InlineData("Distributed.Mpi")]
    [InlineData("Interpretation")]
    [InlineData("Baselines")]
    [InlineData("Onnx")]
    [InlineData("OnnxRuntime")]
    [InlineData("Pretrained")]
    [InlineData("Experiments")]
    [InlineData("AspNetCore")]
    public void A_package_offers_what_its_file_says(string package)
    {
        string api = Assembly.Load($"I2MoE.Dsl.{package}").GeneratePublicApi(s_options);
        Snapshot.VerifyDerivedFile($"// Derived from the package. After a change that is meant: I2MOE_ACCEPT=1 dotnet test tests/I2MoE.Dsl.Tool.Tests --filter FullyQualifiedName~PublicApiTests\n{api}\n", $"runtime/I2MoE.Dsl.{package}/PublicApi.txt");
    }
}
