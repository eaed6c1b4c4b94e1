using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Experiments.Tracking;

/// <summary>The numbers of a run by the names that trackers show: the part, a slash, and the name as words with underscores.</summary>
internal static class TrackedNumbers
{
    /// <summary>The numbers of an epoch that are finite.</summary>
    public static IEnumerable<MetricValue> Of(EpochResult epoch) =>
    [
        .. Named("train", epoch.Losses.Select(loss => new MetricValue(loss.Name == "Total" ? "loss" : $"loss {loss.Name}", loss.Value))),
        .. Named("validation", epoch.Validation.Values),
        .. Named("epoch", [new MetricValue("seconds", epoch.Duration.TotalSeconds)]),
    ];

    /// <summary>The numbers of a part that are finite.</summary>
    public static IEnumerable<MetricValue> Named(string part, IEnumerable<MetricValue> values) =>
        values.Where(value => double.IsFinite(value.Value)).Select(value => new MetricValue($"{part}/{value.Name.Replace(' ', '_')}", value.Value));
}
