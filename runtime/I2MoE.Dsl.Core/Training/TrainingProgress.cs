namespace I2MoE.Dsl.Training;

/// <summary>Where a training run is.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">The number of epochs.</param>
/// <param name="Step">The steps done in this epoch.</param>
/// <param name="StepsPerEpoch">The steps of an epoch.</param>
/// <param name="Losses">The mean of every loss term over the steps of this epoch so far.</param>
/// <param name="Completed">The result of the epoch when it is complete; otherwise null.</param>
/// <param name="Elapsed">The time since the run began.</param>
/// <param name="Remaining">The time that is left at the pace since the first report; null until that has lasted three seconds or an epoch.</param>
public sealed record TrainingProgress(
    int Epoch,
    int Epochs,
    int Step,
    int StepsPerEpoch,
    IReadOnlyList<LossValue> Losses,
    EpochResult? Completed,
    TimeSpan Elapsed,
    TimeSpan? Remaining)
{
    /// <summary>By what the best epoch is chosen.</summary>
    internal ValidationMetric ChosenBy { get; init; }
}
