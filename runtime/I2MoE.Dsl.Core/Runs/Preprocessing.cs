using I2MoE.Dsl.Data;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Runs;

/// <summary>What the training of a run fixed about its data, and every later use of its model must repeat.</summary>
internal sealed record Preprocessing
{
    /// <summary>The names of the classes or labels in the order of the outputs; null where they have none.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>The columns of every modality of a table in the order of its features; none of arrays.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> FeatureNames { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The features of levels of categories that the training part did not have, by modality; they count as other levels.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> UnseenLevels { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>How the text of modalities becomes token ids.</summary>
    public IReadOnlyDictionary<string, TextCoding> Texts { get; init; } = new Dictionary<string, TextCoding>();

    /// <summary>The SHA-256 of each file of the networks that make features of pictures, by modality; none in runs of earlier versions.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Networks { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>How features are standardised; null where they are not.</summary>
    public Standardiser? Standardiser { get; init; }

    /// <summary>Checks that nothing is missing that the model and its data need, as in a file that was damaged.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="model">The model.</param>
    /// <param name="data">The data section of the run; null where it has none.</param>
    /// <exception cref="ExperimentException">Something is missing or of another size.</exception>
    public void Check(string file, ModelDescription model, DataSpecification? data)
    {
        if (ClassNames is { } names && !model.PredictsNumber && names.Count != model.Outputs)
        {
            throw new ExperimentException($"{file}: the file is damaged: it has {names.Count} class names, but {model.Name} has {model.Outputs} outputs.");
        }

        if (data is not null && data.Modalities.FirstOrDefault(stated => stated.IsText && !Texts.ContainsKey(stated.Modality)) is { } text && IsTable(data, text.Modality))
        {
            throw new ExperimentException($"{file}: the file is damaged: it does not have the tokens of modality {text.Modality}. Put the file back that was there, or train again.");
        }

        if (data is null || Standardiser is null != data.Options.Get(DataOptions.Standardise))
        {
            CheckStandardisation(file, model);
            return;
        }

        throw new ExperimentException($"{file}: the file is damaged: the experiment says standardise: {(Standardiser is null ? "true, but it has no standardisation" : "false, but it has a standardisation")}.");
    }

    private static bool IsTable(DataSpecification data, string modality) =>
        SourceKinds.IsTable((data.Sources.FirstOrDefault(joined => joined.Modality == modality)?.Source ?? data.Source).Definition);

    private void CheckStandardisation(string file, ModelDescription model)
    {
        if (Standardiser is not { } fitted)
        {
            return;
        }

        foreach (Modality modality in model.Modalities.Where(modality => modality.Vocabulary is null))
        {
            int features = modality.Shape.Aggregate(1, (product, length) => product * length);
            if (!fitted.Mean.TryGetValue(modality.Name, out double[]? mean) || mean.Length != features)
            {
                throw new ExperimentException($"{file}: the file is damaged: modality {modality.Name} has {features} features, and a mean and deviation of {mean?.Length ?? 0}.");
            }
        }
    }

    /// <summary>A dataset as the model takes it: standardised where the run's were. The result is the caller's to dispose.</summary>
    public MultimodalDataset Apply(MultimodalDataset data) => Standardiser?.Apply(data) ?? data.Subset([.. Enumerable.Range(0, data.Count).Select(row => (long)row)]);

    /// <summary>Brings a dataset into the form that the model takes, without a copy: standardised where the run's was.</summary>
    /// <param name="data">A whole dataset that nobody else uses.</param>
    public void ApplyInPlace(MultimodalDataset data) => Standardiser?.ApplyInPlace(data);
}
