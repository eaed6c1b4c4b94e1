using System.Globalization;

namespace I2MoE.Dsl.Training.Schedules;

/// <summary>A schedule of the catalogue: the warm-up, and what follows it.</summary>
internal sealed class DeclaredSchedule : ISchedule
{
    private readonly TrainingOptions _options;

    private DeclaredSchedule(TrainingOptions options)
    {
        _options = options;
    }

    /// <inheritdoc/>
    public string Name => string.Create(
        CultureInfo.InvariantCulture,
        $"{_options.Schedule} {_options.Warmup} {_options.ScheduleMinimum} {_options.ScheduleEvery} {_options.ScheduleFactor} {_options.SchedulePatience} {_options.SchedulePeak}");

    /// <inheritdoc/>
    public bool DependsOnEpochs => _options.Schedule is ScheduleKind.Linear or ScheduleKind.Cosine or ScheduleKind.OneCycle || _options.Warmup > 0;

    /// <summary>The schedule that is declared.</summary>
    public static ISchedule Of(TrainingOptions options) => new DeclaredSchedule(options);

    /// <inheritdoc/>
    public double Factor(SchedulePoint point)
    {
        if (_options.Schedule == ScheduleKind.OneCycle)
        {
            return LearningRates.OneCycle(point.Step, point.Steps, _options.SchedulePeak);
        }

        long warmup = (long)Math.Round(_options.Warmup * point.Steps, MidpointRounding.AwayFromZero);
        long step = point.Step - warmup;
        double rise = step < 0 ? (point.Step + 1.0) / warmup : 1;
        return rise * _options.Schedule switch
        {
            ScheduleKind.Linear => LearningRates.Linear(Math.Max(0, step), point.Steps - warmup, _options.ScheduleMinimum),
            ScheduleKind.Cosine => LearningRates.Cosine(Math.Max(0, step), point.Steps - warmup, _options.ScheduleMinimum),
            ScheduleKind.Step => Math.Pow(_options.ScheduleFactor, point.Epoch / _options.ScheduleEvery),
            ScheduleKind.Plateau => LearningRates.Plateau(point.Validations.Select(metrics => metrics.Loss), _options.ScheduleFactor, _options.SchedulePatience, _options.ScheduleMinimum),
            _ => 1,
        };
    }
}
