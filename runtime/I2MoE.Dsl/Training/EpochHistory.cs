using System.Text.Json;
using System.Text.Json.Serialization;
using I2MoE.Dsl.Metrics;

namespace I2MoE.Dsl.Training;

/// <summary>The epochs of a run as JSON, every number exact.</summary>
internal static class EpochHistory
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        IgnoreReadOnlyProperties = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new ConfusionMatrixConverter() },
    };

    private static readonly Dictionary<string, Type> s_metrics = typeof(TaskMetrics).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(TaskMetrics)))
        .ToDictionary(type => type.Name);

    /// <summary>Writes epochs.</summary>
    public static string Write(IEnumerable<EpochResult> epochs) => JsonSerializer.Serialize(epochs.Select(Entry.Of), s_options);

    /// <summary>Reads what <see cref="Write(IEnumerable{EpochResult})"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static IReadOnlyList<EpochResult> Read(string json)
    {
        EpochResult[] epochs = [.. (JsonSerializer.Deserialize<Entry[]>(json, s_options) ?? []).Select(entry => entry.ToResult())];
        bool isHistory = epochs.Length > 0 && epochs[0].IsBest && epochs.Select(epoch => epoch.Epoch).SequenceEqual(Enumerable.Range(1, epochs.Length));
        return isHistory ? epochs : throw new JsonException("The epochs are not those of a run.");
    }

    /// <summary>Writes loss terms.</summary>
    public static string Write(IReadOnlyList<LossValue> losses) => JsonSerializer.Serialize(losses, s_options);

    /// <summary>Reads loss terms.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static IReadOnlyList<LossValue> ReadLosses(string json) => JsonSerializer.Deserialize<LossValue[]>(json, s_options) ?? [];

    private sealed record Entry(int Epoch, LossValue[] Losses, string Metrics, JsonElement Validation, bool IsBest, long Ticks)
    {
        public static Entry Of(EpochResult epoch) => new(
            epoch.Epoch,
            [.. epoch.Losses],
            epoch.Validation.GetType().Name,
            JsonSerializer.SerializeToElement(epoch.Validation, epoch.Validation.GetType(), s_options),
            epoch.IsBest,
            epoch.Duration.Ticks);

        public EpochResult ToResult() => new(Epoch, Losses, ReadMetrics(), IsBest, TimeSpan.FromTicks(Ticks));

        private TaskMetrics ReadMetrics() => s_metrics.GetValueOrDefault(Metrics) is { } type && Validation.Deserialize(type, s_options) is TaskMetrics metrics
            ? metrics
            : throw new JsonException($"There are no metrics called '{Metrics}'.");
    }
}
