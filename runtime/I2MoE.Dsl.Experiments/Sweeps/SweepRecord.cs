namespace I2MoE.Dsl.Experiments.Sweeps;

/// <summary>What a sweep is and came to, as its folder records it in <c>sweep.json</c>.</summary>
internal sealed record SweepRecord
{
    /// <summary>The name of the experiment.</summary>
    public required string Experiment { get; init; }

    /// <summary>The experiment with its sweep and every change of the command line; what goes on must be the same.</summary>
    public required string Yaml { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>The number of the best trial; null while there is none.</summary>
    public int? Winner { get; init; }

    /// <summary>The metrics of the winner on the test part, a list of the values of its seeds by the name; null while the part is closed.</summary>
    public IReadOnlyDictionary<string, double?[]>? Test { get; init; }
}
