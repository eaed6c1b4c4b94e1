using System.Globalization;
using I2MoE.Dsl.Data;

namespace I2MoE.Dsl.Training;

/// <summary>
/// What makes a run this run and no other, by name: model, seed, options and sizes of the data. The number of epochs is among it only where the
/// schedule is drawn over all of them: otherwise a run of more epochs begins with the same ones.
/// </summary>
internal static class RunIdentity
{
    // What changes no step that was made.
    private static readonly HashSet<string> s_free =
    [
        nameof(TrainingOptions.Epochs),
        nameof(TrainingOptions.StopPatience),
        nameof(TrainingOptions.StopMetric),
        nameof(TrainingOptions.StopMinDelta),
        nameof(TrainingOptions.BestKeep),
        nameof(TrainingOptions.CheckpointEvery),
        nameof(TrainingOptions.TimeLimit),
        nameof(TrainingOptions.CalibrateTemperature),
        nameof(TrainingOptions.ThresholdMetric),
        nameof(TrainingOptions.TrackTensorboard),
        nameof(TrainingOptions.TrackMlflow),
    ];

    // What an earlier version did not state was so.
    private static readonly Dictionary<string, string> s_defaults =
        new(Stated(new TrainingOptions()).ToDictionary()) { [nameof(TrainingOptions.BestMetric)] = nameof(ValidationMetric.Score) };

    /// <summary>The identity of a run.</summary>
    public static OrderedDictionary<string, string> Of(ModelDescription model, bool isBaseline, TrainingOptions options, TrainerOptions run, DataSplits data)
    {
        using TrainingSeams seams = TrainingSeams.Of(options, run);
        OrderedDictionary<string, string> identity = new()
        {
            ["model"] = isBaseline ? model.Name + ", vanilla baseline" : model.Name,
            ["task"] = model.Task.ToString(),
            ["outputs"] = Text(model.Outputs),
            ["fusion"] = model.Fusion,
            ["modalities"] = string.Join(", ", model.Modalities.Select(modality => $"{modality.Name} {modality.BatchShape} {modality.Encoder}{Augmented(modality)}")),
            ["experts"] = string.Join(", ", model.ExpertNames),
            ["seed"] = Text(run.Seed),
        };
        foreach ((string option, string value) in Stated(options))
        {
            identity[option] = value;
        }

        if (run.CustomSchedule is not null)
        {
            identity["schedule"] = seams.Schedule.Name;
        }

        if (seams.DependsOnEpochs(options))
        {
            identity["Epochs, over all of which the schedule of the learning rate or the average is drawn,"] = Text(options.Epochs);
        }

        if (run.Observers.Count > 0)
        {
            identity["observers"] = string.Join(", ", run.Observers.Select(observer => observer.Name));
        }

        identity["training samples"] = Text(data.Train.Count);
        identity["validation samples"] = Text(data.Validation.Count);
        return identity;
    }

    private static string Augmented(Modality modality) => modality.Augmentation is { } augmentation
        ? FormattableString.Invariant($" (flip {augmentation.Flip}, crop {augmentation.Crop}, jitter {augmentation.Jitter})")
        : "";

    /// <summary>The options of training in which a run that is resumed may differ, by their names in C#.</summary>
    public static IReadOnlyCollection<string> FreeOptions => s_free;

    /// <summary>The options of training that are among it, by their names in C#.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> Stated(TrainingOptions options) => TrainingOptionValues.Of(options)
        .Where(value => !s_free.Contains(value.Option))
        .Select(value => KeyValuePair.Create(value.Option, Text(value.Value)));

    /// <summary>Where <paramref name="actual"/> differs from <paramref name="saved"/>, each as a part of a sentence.</summary>
    public static IReadOnlyList<string> Differences(IReadOnlyDictionary<string, string> saved, IReadOnlyDictionary<string, string> actual) =>
    [
        .. actual.Select(pair => (pair.Key, Before: Before(saved, pair.Key), Now: pair.Value))
            .Where(value => value.Before != value.Now)
            .Select(value => $"{value.Key} was {value.Before} and is {value.Now}"),
    ];

    private static string Before(IReadOnlyDictionary<string, string> saved, string key) =>
        saved.GetValueOrDefault(key) ?? s_defaults.GetValueOrDefault(key) ?? "not stated";

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
