using I2MoE.Dsl.Testing.Architecture;
using Xunit.Abstractions;

namespace I2MoE.Dsl.Generators.Tests;

/// <summary>The folders of the generator: each uses those above it, and no other.</summary>
public sealed class FolderTests(ITestOutputHelper output)
{
    private const string Root = "I2MoE.Dsl.Generators";

    private static readonly string[] s_plan = [Root + ".Reporting", Root + ".Declarations", Root + ".Emission", Root + ".Experiments", Root + ".Yaml", Root];

    [Fact]
    public void Every_folder_uses_only_those_above_it()
    {
        NamespaceGraph graph = NamespaceGraph.Read([typeof(ModelGenerator).Assembly.Location], Root, (_, space) => space);
        output.WriteLine(graph.ToString());
        Assert.Empty(graph.Cycles());
        Assert.Empty(graph.Against(s_plan));
    }
}
