namespace I2MoE.Dsl.Training;

/// <summary>What a run tells those who wait for it: a few times a second, and after every epoch.</summary>
/// <param name="progress">Who hears of it; null for nobody.</param>
/// <param name="epochs">The epochs of the run.</param>
/// <param name="chosenBy">By what the best epoch is chosen.</param>
internal sealed class ProgressReports(IProgress<TrainingProgress>? progress, int epochs, ValidationMetric chosenBy)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_paceInterval = TimeSpan.FromSeconds(3);

    private TimeSpan _last;
    private (TimeSpan Elapsed, double Done)? _paceFrom;

    /// <summary>Whether enough time has passed for another.</summary>
    public bool IsDue(TimeSpan elapsed) => elapsed - _last >= s_interval;

    /// <summary>Tells where the run is.</summary>
    /// <param name="place">The epoch, from 1, the steps done in it, and all of its steps.</param>
    /// <param name="losses">The mean losses of the epoch so far.</param>
    /// <param name="completed">The epoch where it is finished.</param>
    /// <param name="elapsed">The time of the run.</param>
    public void Write((int Epoch, int Step, int Steps) place, IReadOnlyList<LossValue> losses, EpochResult? completed, TimeSpan elapsed)
    {
        _last = elapsed;
        double done = place.Epoch - 1 + ((double)place.Step / place.Steps);
        progress?.Report(new TrainingProgress(place.Epoch, epochs, place.Step, place.Steps, losses, completed, elapsed, Remaining(done, elapsed)) { ChosenBy = chosenBy });
    }

    // The first steps are slow, so the pace is that since the first report, and there is none until it has lasted a while.
    private TimeSpan? Remaining(double done, TimeSpan elapsed)
    {
        (TimeSpan Elapsed, double Done) from = _paceFrom ??= (elapsed, done);
        TimeSpan spent = elapsed - from.Elapsed;
        return done >= epochs ? TimeSpan.Zero
            : done > from.Done && (spent >= s_paceInterval || done - from.Done >= 1) ? spent * ((epochs - done) / (done - from.Done))
            : null;
    }
}
