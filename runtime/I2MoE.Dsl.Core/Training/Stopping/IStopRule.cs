namespace I2MoE.Dsl.Training.Stopping;

/// <summary>
/// Ends a run early: a pure function of what the finished epochs brought, without a state, so that a run that is resumed ends where it would have ended.
/// </summary>
public interface IStopRule
{
    /// <summary>Why the run is to end after the last of the finished epochs, as a sentence; null where it is to go on.</summary>
    /// <param name="point">What the finished epochs brought.</param>
    string? Reason(StopPoint point);
}
