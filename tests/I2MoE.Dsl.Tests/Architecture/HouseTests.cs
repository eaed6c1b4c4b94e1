using I2MoE.Dsl.Testing.Architecture;
using Xunit.Abstractions;

namespace I2MoE.Dsl.Tests.Architecture;

/// <summary>The rooms of the runtime: each uses those above it, and no other. <c>CONTRIBUTING.md</c> says what is in them.</summary>
public sealed class HouseTests(ITestOutputHelper output)
{
    private static readonly string[] s_projects = ["Core", "Data", "Distributed.Mpi", "Interpretation", "Baselines", "Onnx", "Experiments"];

    private static readonly string[] s_plan =
    [
        "Core",
        "Core.Native",
        "Core.Writing",
        "Core.Distributed",
        "Core.Randomness",
        "Core.SafeTensors",
        "Core.Data",
        "Core.Cpu",
        "Core.Layers",
        "Core.Bank",
        "Core.Encoders",
        "Core.Fusion",
        "Core.Losses",
        "Core.Experts",
        "Core.Metrics",
        "Core.Tasks",
        "Core.Models",
        "Core.Interchange",
        "Core.SelfTest",
        "Core.Training.Schedules",
        "Core.Training.Stopping",
        "Core.Training",
        "Core.Runs",
        "Core.Prediction",
        "Data",
        "Data.Cache",
        "Distributed.Mpi",
        "Interpretation",
        "Interpretation.PartialInformation",
        "Interpretation.Uncertainty",
        "Interpretation.Reporting.Content",
        "Interpretation.Reporting.Figures",
        "Interpretation.Reporting.Numbers",
        "Interpretation.Reporting.Page",
        "Interpretation.Reporting",
        "Baselines",
        "Onnx.Graphs",
        "Onnx.Layers",
        "Onnx.Encoders",
        "Onnx.Fusions",
        "Onnx",
        "Experiments.Python",
        "Experiments.Inputs",
        "Experiments.Results",
        "Experiments.Terminal",
        "Experiments.Tracking",
        "Experiments.Runs",
        "Experiments.Sweeps",
        "Experiments.Commands",
        "Experiments",
    ];

    [Fact]
    public void Every_room_uses_only_those_above_it()
    {
        NamespaceGraph graph = Read();
        output.WriteLine(graph.ToString());
        Assert.Empty(graph.Cycles());
        Assert.Empty(graph.Against(s_plan));
        Assert.Empty(s_plan.Except(graph.Arrows.Keys));
    }

    private static NamespaceGraph Read() => NamespaceGraph.Read(
        s_projects.Select(project => Path.Combine(AppContext.BaseDirectory, $"I2MoE.Dsl.{project}.dll")),
        "I2MoE.Dsl",
        (assembly, space) => Room(assembly["I2MoE.Dsl.".Length..], space));

    // Namespaces of a project begin with its name, but those of Core.
    private static string Room(string project, string space)
    {
        string inner = space.Length > "I2MoE.Dsl".Length ? space["I2MoE.Dsl.".Length..] : "";
        return project != "Core" && (inner == project || inner.StartsWith(project + ".", StringComparison.Ordinal))
            ? inner
            : inner.Length == 0 ? project : $"{project}.{inner}";
    }
}
