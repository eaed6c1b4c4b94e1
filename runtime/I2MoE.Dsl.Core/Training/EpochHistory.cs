using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using I2MoE.Dsl.Metrics;

namespace I2MoE.Dsl.Training;

/// <summary>The epochs of a run as JSON, every number exact.</summary>
internal static class EpochHistory
{
    private static readonly TrainingJson s_json = TrainingJson.Default;

    private static readonly Dictionary<string, JsonTypeInfo> s_metrics =
        ((JsonTypeInfo[])[s_json.ClassificationMetrics, s_json.MultiLabelMetrics, s_json.RegressionMetrics, s_json.CountMetrics, s_json.OrdinalMetrics, s_json.SurvivalMetrics]).ToDictionary(type => type.Type.Name);

    /// <summary>Writes epochs.</summary>
    public static string Write(IEnumerable<EpochResult> epochs) => JsonSerializer.Serialize([.. epochs.Select(Entry.Of)], s_json.EntryArray);

    /// <summary>Reads what <see cref="Write(IEnumerable{EpochResult})"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    /// <param name="json">What was written.</param>
    /// <param name="mayBeEmpty">Whether there may be no epoch, as within the first one.</param>
    public static IReadOnlyList<EpochResult> Read(string json, bool mayBeEmpty = false)
    {
        EpochResult[] epochs = [.. (JsonSerializer.Deserialize(json, s_json.EntryArray) ?? []).Select(entry => entry.ToResult())];
        bool isHistory = (epochs.Length == 0 ? mayBeEmpty : epochs[0].IsBest) && epochs.Select(epoch => epoch.Epoch).SequenceEqual(Enumerable.Range(1, epochs.Length));
        return isHistory ? epochs : throw new JsonException("The epochs are not those of a run.");
    }

    /// <summary>Writes loss terms.</summary>
    public static string Write(IReadOnlyList<LossValue> losses) => JsonSerializer.Serialize([.. losses], s_json.LossValueArray);

    /// <summary>Reads loss terms.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static IReadOnlyList<LossValue> ReadLosses(string json) => JsonSerializer.Deserialize(json, s_json.LossValueArray) ?? [];

    /// <summary>How an epoch stands in the history.</summary>
    /// <param name="Epoch">See <see cref="EpochResult.Epoch"/>.</param>
    /// <param name="Losses">See <see cref="EpochResult.Losses"/>.</param>
    /// <param name="Metrics">The name of the type of the metrics.</param>
    /// <param name="Validation">The metrics, as that type has them.</param>
    /// <param name="IsBest">See <see cref="EpochResult.IsBest"/>.</param>
    /// <param name="Ticks">See <see cref="EpochResult.Duration"/>.</param>
    internal sealed record Entry(int Epoch, LossValue[] Losses, string Metrics, JsonElement Validation, bool IsBest, long Ticks)
    {
        /// <summary>The entry of an epoch.</summary>
        public static Entry Of(EpochResult epoch)
        {
            string name = epoch.Validation.GetType().Name;
            return new Entry(epoch.Epoch, [.. epoch.Losses], name, JsonSerializer.SerializeToElement(epoch.Validation, s_metrics[name]), epoch.IsBest, epoch.Duration.Ticks);
        }

        /// <summary>The epoch of an entry.</summary>
        /// <exception cref="JsonException">Its metrics are unknown.</exception>
        public EpochResult ToResult() => new(Epoch, Losses, ReadMetrics(), IsBest, TimeSpan.FromTicks(Ticks));

        private TaskMetrics ReadMetrics() => s_metrics.GetValueOrDefault(Metrics) is { } type && Validation.Deserialize(type) is TaskMetrics metrics
            ? metrics
            : throw new JsonException($"There are no metrics called '{Metrics}'.");
    }
}
