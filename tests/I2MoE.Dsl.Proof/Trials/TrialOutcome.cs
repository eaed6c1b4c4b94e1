namespace I2MoE.Proof.Trials;

/// <summary>How a trial ended.</summary>
/// <param name="Stage">What the model was doing when it failed; null where nothing failed.</param>
/// <param name="Problem">What failed; null where nothing did.</param>
internal sealed record TrialOutcome(string? Stage, string? Problem)
{
    /// <summary>Nothing failed.</summary>
    public static TrialOutcome Passed { get; } = new(null, null);

    /// <summary>It took too long, which says nothing of the model where the machine is busy.</summary>
    public static TrialOutcome OutOfTime { get; } = new("trial", "It did not end in time.");

    /// <summary>Whether nothing failed.</summary>
    public bool IsPassed => Problem is null;

    /// <inheritdoc/>
    public override string ToString() => IsPassed ? "passed" : $"{Stage}: {Problem}";
}
