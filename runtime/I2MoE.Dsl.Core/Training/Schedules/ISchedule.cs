namespace I2MoE.Dsl.Training.Schedules;

/// <summary>
/// How the learning rate goes on: a pure function of where the run is, without a state, so that a run that is resumed goes on with the rates it would
/// have had.
/// </summary>
public interface ISchedule
{
    /// <summary>What tells the schedule apart from others, with its numbers: a checkpoint is resumed by the same schedule only.</summary>
    string Name { get; }

    /// <summary>Whether it is drawn over all epochs, so that a run of another number of epochs is another run from its first step on.</summary>
    bool DependsOnEpochs { get; }

    /// <summary>What the learning rate is multiplied by in a step; 0 or more.</summary>
    /// <param name="point">Where the run is before the step.</param>
    double Factor(SchedulePoint point);
}
