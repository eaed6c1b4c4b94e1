using I2MoE.Dsl.Testing;

namespace I2MoE.Dsl.Generators.Tests;

/// <summary>The generated code as a reader sees it.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public void Transformer_with_three_modalities() =>
        Snapshot.Verify(Project.Of(Sources.BreastCancer).Generated(Sources.BreastCancerFile));

    [Fact]
    public void Concat_with_two_modalities() =>
        Snapshot.Verify(Project.Of(Sources.Concat).Generated(Sources.ConcatFile));

    [Fact]
    public void Evidence_without_a_redundancy_expert() =>
        Snapshot.Verify(Project.Of(Sources.Evidence).Generated(Sources.EvidenceFile));

    [Fact]
    public void Program_of_two_experiments() =>
        Snapshot.Verify(Project.Of(Sources.BreastCancer, Sources.Concat)
            .WithProperties(("RootNamespace", "Application"), ("I2MoEGenerateMain", "true"))
            .Generated("Experiments.g.cs"));

    [Fact]
    public void Native_loading() =>
        Snapshot.Verify(Project.Of().Generated("I2MoENativeLibraries.g.cs"));
}
