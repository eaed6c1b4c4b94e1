using I2MoE.Dsl.Data;

namespace I2MoE.Dsl.Runs;

/// <summary>How <see cref="Preprocessing"/> stands in a file.</summary>
/// <param name="ClassNames">See <see cref="Preprocessing.ClassNames"/>.</param>
/// <param name="FeatureNames">See <see cref="Preprocessing.FeatureNames"/>.</param>
/// <param name="Standardisation">Mean and deviation of every modality; null where features are not standardised.</param>
/// <param name="Target">Mean and deviation of the targets of a regression; null where they are not standardised.</param>
/// <param name="UnseenLevels">See <see cref="Preprocessing.UnseenLevels"/>; null where there are none.</param>
/// <param name="Texts">See <see cref="Preprocessing.Texts"/>; null where there are none.</param>
/// <param name="Networks">See <see cref="Preprocessing.Networks"/>; null where there are none.</param>
internal sealed record PreprocessingDocument(
    string[]? ClassNames,
    Dictionary<string, string[]>? FeatureNames,
    Dictionary<string, PreprocessingDocument.Scaling>? Standardisation,
    PreprocessingDocument.TargetDocument? Target = null,
    Dictionary<string, string[]>? UnseenLevels = null,
    Dictionary<string, TextCoding>? Texts = null,
    Dictionary<string, string[]>? Networks = null)
{
    /// <summary>The document of a preprocessing.</summary>
    public static PreprocessingDocument Of(Preprocessing preprocessing) => new(
        preprocessing.ClassNames?.ToArray(),
        preprocessing.FeatureNames.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray()),
        preprocessing.Standardiser is { } fitted ? fitted.Mean.ToDictionary(pair => pair.Key, pair => new Scaling(pair.Value, fitted.Deviation[pair.Key])) : null,
        preprocessing.Standardiser?.Target is { } target ? new TargetDocument(target.Mean, target.Deviation) : null,
        preprocessing.UnseenLevels.Count > 0 ? preprocessing.UnseenLevels.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray()) : null,
        preprocessing.Texts.Count > 0 ? preprocessing.Texts.ToDictionary() : null,
        preprocessing.Networks.Count > 0 ? preprocessing.Networks.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray()) : null);

    /// <summary>The preprocessing of a document.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <exception cref="ExperimentException">Mean and deviation do not fit together.</exception>
    public Preprocessing ToPreprocessing(string file)
    {
        try
        {
            return new Preprocessing
            {
                ClassNames = ClassNames,
                FeatureNames = (FeatureNames ?? []).ToDictionary(pair => pair.Key, IReadOnlyList<string> (pair) => pair.Value),
                UnseenLevels = (UnseenLevels ?? []).ToDictionary(pair => pair.Key, IReadOnlyList<string> (pair) => pair.Value),
                Texts = (Texts ?? []).ToDictionary(pair => pair.Key, pair => pair.Value is { IsWhole: true } coding ? coding
                    : throw new ExperimentException($"{file}: the file is damaged: the tokens of {pair.Key} are not there. Put the file back that was there, or train again.")),
                Networks = (Networks ?? []).ToDictionary(pair => pair.Key, IReadOnlyList<string> (pair) => pair.Value),
                Standardiser = Standardisation is null ? null : Standardiser.From(
                    Standardisation.ToDictionary(pair => pair.Key, pair => pair.Value.Mean ?? []),
                    Standardisation.ToDictionary(pair => pair.Key, pair => pair.Value.Deviation ?? []),
                    Target is null ? null : TargetScaling.From(Target.Mean, Target.Deviation)),
            };
        }
        catch (ArgumentException)
        {
            throw new ExperimentException($"{file}: the file is damaged: mean and deviation must be of the same features, finite, and deviations above 0. Put the file back that was there, or train again.");
        }
    }

    /// <summary>Mean and deviation of the features of a modality.</summary>
    /// <param name="Mean">The means.</param>
    /// <param name="Deviation">The standard deviations.</param>
    internal sealed record Scaling(double[]? Mean, double[]? Deviation);

    /// <summary>Mean and deviation of targets.</summary>
    /// <param name="Mean">The mean.</param>
    /// <param name="Deviation">The standard deviation.</param>
    internal sealed record TargetDocument(double Mean, double Deviation);
}
