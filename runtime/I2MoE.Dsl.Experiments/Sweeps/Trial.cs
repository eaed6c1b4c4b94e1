using System.Text.Json.Serialization;

namespace I2MoE.Dsl.Experiments.Sweeps;

/// <summary>A trial of a sweep, as its folder records it in <c>trial.json</c>.</summary>
internal sealed record Trial
{
    /// <summary>Its number; 0 is the experiment as it stands.</summary>
    public required int Number { get; init; }

    /// <summary>How far it came.</summary>
    public TrialStatus Status { get; init; }

    /// <summary>The values as YAML, in the order of the space; none of the experiment as it stands.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>What every seed brought.</summary>
    public IReadOnlyList<TrialSeed> Seeds { get; init; } = [];

    /// <summary>The best score of the first seed up to each of the epochs at which halving compares, in their order.</summary>
    public IReadOnlyList<double?> Rungs { get; init; } = [];

    /// <summary>Why it ended before its time, or failed; empty otherwise.</summary>
    public string Reason { get; init; } = "";

    /// <summary>How often its training was begun, without those that were asked to stop.</summary>
    public int Begun { get; init; }

    /// <summary>The time that it took.</summary>
    public double Seconds { get; init; }

    /// <summary>The mean score of the seeds; NaN where there is none.</summary>
    [JsonIgnore]
    public double Score => Seeds.Count == 0 ? double.NaN : Seeds.Average(seed => seed.Score ?? double.NaN);

    /// <summary>Their mean loss, which decides between equal scores.</summary>
    [JsonIgnore]
    public double Loss => Seeds.Count == 0 ? double.NaN : Seeds.Average(seed => seed.Loss ?? double.NaN);

    /// <summary>Whether it has a score.</summary>
    [JsonIgnore]
    public bool IsScored => Status is TrialStatus.Finished or TrialStatus.Halved && !double.IsNaN(Score);

    /// <summary>The trials from the best: those that were trained to the end first, then by how far they came; equal scores by the loss, then by their number.</summary>
    /// <param name="trials">The trials; those without a score are left out.</param>
    /// <param name="lowerIsBetter">Whether a smaller score is better.</param>
    public static IReadOnlyList<Trial> Ranked(IEnumerable<Trial> trials, bool lowerIsBetter) =>
    [
        .. trials.Where(trial => trial.IsScored)
            .OrderBy(trial => trial.Status == TrialStatus.Finished ? 0 : 1)
            .ThenByDescending(trial => trial.Status == TrialStatus.Finished ? 0 : trial.Seeds[0].Epochs)
            .ThenBy(trial => lowerIsBetter ? trial.Score : -trial.Score)
            .ThenBy(trial => trial.Loss)
            .ThenBy(trial => trial.Number),
    ];
}
