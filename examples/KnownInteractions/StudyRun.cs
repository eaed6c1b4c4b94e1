namespace KnownInteractions;

/// <summary>What was measured of one trained model on its test data. Lists are in the order of the experts or of the modalities.</summary>
internal sealed record StudyRun
{
    /// <summary>The part of the study, for example <c>pure</c>.</summary>
    public required string Part { get; init; }

    /// <summary>The data: a mixture or a data set.</summary>
    public required string Data { get; init; }

    /// <summary>The objective or ablation.</summary>
    public required string Objective { get; init; }

    /// <summary>The seed.</summary>
    public required long Seed { get; init; }

    /// <summary>The names of the experts.</summary>
    public required IReadOnlyList<string> Experts { get; init; }

    /// <summary>The true share of each interaction, given the regime; empty for real data.</summary>
    public required IReadOnlyList<double> Truth { get; init; }

    /// <summary>The shares when the regime is not conditioned on; empty where they are not known.</summary>
    public required IReadOnlyList<double> Unconditional { get; init; }

    /// <summary>The accuracy of the model.</summary>
    public required double Accuracy { get; init; }

    /// <summary>The mean weight of each expert.</summary>
    public required IReadOnlyList<double> Weights { get; init; }

    /// <summary>The share of each interaction by <c>InteractionEstimate</c>.</summary>
    public required IReadOnlyList<double> Estimate { get; init; }

    /// <summary>The share of samples whose largest weight is on the expert of their regime; NaN for real data.</summary>
    public required double LocalHit { get; init; }

    /// <summary>The accuracy without each expert, its weight divided among the others.</summary>
    public required IReadOnlyList<double> WithoutExpert { get; init; }

    /// <summary>The accuracy of each expert by itself.</summary>
    public required IReadOnlyList<double> ExpertAlone { get; init; }

    /// <summary>The accuracy of the masked pass without each modality.</summary>
    public required IReadOnlyList<double> WithoutModality { get; init; }

    /// <summary>The key of the task.</summary>
    public required string Key { get; init; }
}
