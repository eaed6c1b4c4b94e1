using I2MoE.Dsl.Testing;
using I2MoE.Proof.Fuzz;

namespace I2MoE.Proof.Tests;

/// <summary>Half-typed code and files never make the generator or the analyzer throw. Thousands of mutations are behind the console.</summary>
public sealed class FuzzTests
{
    [Fact]
    public void Mutated_sources_and_experiment_files_never_make_the_generator_or_the_analyzer_fail() =>
        Assert.Empty(FuzzRun.Run(first: 0, count: WholeTests.AreWanted ? 100 : 25, TextWriter.Null));
}
