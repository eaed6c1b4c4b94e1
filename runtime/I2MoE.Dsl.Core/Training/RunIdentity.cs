using System.Globalization;
using I2MoE.Dsl.Data;

namespace I2MoE.Dsl.Training;

/// <summary>
/// What makes a run this run and no other, by name: model, seed, options and sizes of the data. The number of epochs is not among it: a run of
/// more epochs begins with the same ones.
/// </summary>
internal static class RunIdentity
{
    /// <summary>The identity of a run.</summary>
    public static OrderedDictionary<string, string> Of(ModelDescription model, bool isBaseline, TrainingOptions options, long seed, DataSplits data) => new()
    {
        ["model"] = isBaseline ? model.Name + ", vanilla baseline" : model.Name,
        ["task"] = model.Task.ToString(),
        ["outputs"] = Text(model.Outputs),
        ["fusion"] = model.Fusion,
        ["modalities"] = string.Join(", ", model.Modalities.Select(modality => $"{modality.Name} {modality.BatchShape} {modality.Encoder}")),
        ["experts"] = string.Join(", ", model.ExpertNames),
        ["seed"] = Text(seed),
        [nameof(options.BatchSize)] = Text(options.BatchSize),
        [nameof(options.LearningRate)] = Text(options.LearningRate),
        [nameof(options.WeightDecay)] = Text(options.WeightDecay),
        [nameof(options.GradientClipping)] = Text(options.GradientClipping),
        [nameof(options.Precision)] = options.Precision.ToString(),
        ["training samples"] = Text(data.Train.Count),
        ["validation samples"] = Text(data.Validation.Count),
    };

    /// <summary>Where <paramref name="actual"/> differs from <paramref name="saved"/>, each as a part of a sentence.</summary>
    public static IReadOnlyList<string> Differences(IReadOnlyDictionary<string, string> saved, IReadOnlyDictionary<string, string> actual) =>
    [
        .. actual.Where(pair => saved.GetValueOrDefault(pair.Key) != pair.Value)
            .Select(pair => $"{pair.Key} was {saved.GetValueOrDefault(pair.Key) ?? "not stated"} and is {pair.Value}"),
    ];

    private static string Text(IFormattable value) => value.ToString(format: null, CultureInfo.InvariantCulture);
}
