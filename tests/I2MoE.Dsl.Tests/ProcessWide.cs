namespace I2MoE.Dsl.Tests;

/// <summary>
/// The tests that run alone: they count the tensors or the memory of the process, hold others to a time, or change what all of it shares, as threads, the
/// global generator, the culture and the environment.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessWide
{
    /// <summary>The name of the collection.</summary>
    public const string Name = "Process-wide";
}
