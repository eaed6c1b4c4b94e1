using System.Collections.Concurrent;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Yaml;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Prediction;

/// <summary>A trained model with everything that a prediction needs: standardisation, names of columns and classes, precision. Data go in as they were read.</summary>
/// <typeparam name="TModel">The model's class.</typeparam>
public sealed class TrainedModel<TModel> : IDisposable
    where TModel : MultimodalModel
{
    private readonly Preprocessing _preprocessing;
    private readonly RunRecord _record;
    private readonly string _experiment;
    private readonly IDisposable? _owned;
    private readonly ConcurrentDictionary<string, TextTokenizer> _tokenizers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, MissingMarkers> _markers = new(StringComparer.Ordinal);

    internal TrainedModel(TModel model, Preprocessing preprocessing, RunRecord record, string experiment, IDisposable? owned)
    {
        Model = model;
        _preprocessing = preprocessing;
        _record = record;
        _experiment = experiment;
        _owned = owned;
    }

    /// <summary>The model. It takes what <see cref="Prepare"/> gives.</summary>
    public TModel Model { get; }

    /// <summary>The names of the classes or labels in the order of the outputs; null where they have none.</summary>
    public IReadOnlyList<string>? ClassNames => _preprocessing.ClassNames;

    /// <summary>How features are standardised; null where they are not.</summary>
    public Standardiser? Standardiser => _preprocessing.Standardiser;

    /// <summary>What the logits are divided by, so that probabilities are calibrated (<c>calibration: { temperature: true }</c>); null where none was fitted.</summary>
    public double? Temperature => Model.OutputTemperature;

    /// <summary>
    /// The probability above which the second of two classes, [1], or each label, [L], is predicted (<c>thresholds: { metric: f1 }</c>); null where the most
    /// probable class is, and the labels above 0.5.
    /// </summary>
    public IReadOnlyList<double>? Thresholds => Model.Thresholds;

    /// <summary>What training fixed about the data.</summary>
    internal Preprocessing Preprocessing => _preprocessing;

    /// <summary>Keeps the model in a folder as <c>train</c> does, for <c>Open</c>, and for <c>evaluate</c>, <c>predict</c> and <c>explain</c> with <c>--run</c>.</summary>
    /// <param name="folder">The folder; it is made where it is missing.</param>
    /// <param name="replaces">Whether a run that is in the folder is replaced; other files stay.</param>
    /// <exception cref="ExperimentException">The folder is not empty and is not to be replaced, is being trained in, or cannot be written.</exception>
    public void Save(string folder, bool replaces = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var run = new RunFolder(folder);
        using var taken = RunLock.Take(run);
        if (run.HasContent && !replaces)
        {
            throw new ExperimentException($"{run.Path} is not empty. Name another folder, or replace the run in it with replaces: true.");
        }

        run.Clear();
        RunFolder.Write(run.ExperimentFile, _experiment);
        run.WritePreprocessing(_preprocessing);
        Model.Save(run.WeightsFile);
        run.WriteRecord(RunFiles.With(RunFiles.With(_record with { Status = RunStatus.Finished }, run.PreprocessingFile), run.WeightsFile));
    }

    /// <summary>Data as the model takes them: in the declared shapes, and standardised as in training, so that a missing value (NaN) becomes the training mean.</summary>
    /// <param name="data">The data as they were read, with or without labels; they stay the caller's.</param>
    /// <returns>New data, to be disposed.</returns>
    /// <exception cref="DatasetException">A modality is missing or has another shape, its columns are others or in another order than in training, or a value is missing that nothing replaces.</exception>
    public MultimodalDataset Prepare(MultimodalDataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        CheckColumns(data);
        using MultimodalDataset shaped = new DeclaredShapes(Model.Description, _ => "the data").Conform(data);
        MultimodalDataset prepared = _preprocessing.Apply(shaped);
        try
        {
            DatasetFit.Check(Model.Description, prepared, "given", hasLabels: false);
            return prepared;
        }
        catch
        {
            prepared.Dispose();
            throw;
        }
    }

    /// <summary>Predicts every sample.</summary>
    /// <param name="data">The data as they were read; labels are not looked at.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <returns>A prediction a sample, in their order.</returns>
    /// <exception cref="DatasetException">See <see cref="Prepare"/>.</exception>
    /// <exception cref="TrainingException">A prediction is NaN or infinite.</exception>
    public IReadOnlyList<NamedPrediction> Predict(MultimodalDataset data, CancellationToken cancellationToken = default)
    {
        using MultimodalDataset prepared = Prepare(data);
        long[] rows = [.. Enumerable.Range(0, prepared.Count).Select(row => (long)row)];
        var naming = new AnswerNaming(Model.Description, ClassNames);
        return [.. Predictions.Of(Model, prepared, rows, cancellationToken).Select(naming.Name)];
    }

    /// <summary>Predicts one sample.</summary>
    /// <param name="sample">The values of every modality by its name, row by row over its shape, as they stand in the data; NaN where one is missing.</param>
    /// <exception cref="DatasetException">A modality is missing, unknown, or has another number of values.</exception>
    /// <exception cref="TrainingException">The prediction is NaN or infinite.</exception>
    public NamedPrediction Predict(IReadOnlyDictionary<string, float[]> sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        using MultimodalDataset data = Reading.Join([Reading.Read(sample)]);
        return Predict(data)[0];
    }

    /// <summary>The token ids of a text, divided and numbered as in training: what a sample has of a modality that was a column of text.</summary>
    /// <param name="modality">The name of the modality.</param>
    /// <param name="text">The text; an empty one has no tokens.</param>
    /// <returns>As many ids as the modality has: a longer text loses its end, a shorter one is padded.</returns>
    /// <exception cref="DatasetException">The model was not trained on text of such a modality, or the text is no Unicode.</exception>
    public int[] TokensOf(string modality, string text)
    {
        ArgumentNullException.ThrowIfNull(modality);
        ArgumentNullException.ThrowIfNull(text);
        if (!_preprocessing.Texts.TryGetValue(modality, out TextCoding? coding))
        {
            string[] texts = [.. _preprocessing.Texts.Keys];
            throw new DatasetException($"{Model.Description.Name} was not trained on text of a modality '{modality}'; {(texts.Length == 0 ? "none of its modalities was text" : $"its texts are {NearestName.List(texts)}")}.{NearestName.Suggest(modality, texts)}");
        }

        if (UnicodeText.Broken(text) is { } broken)
        {
            throw new DatasetException($"The text of modality {modality} is no Unicode: at {broken} (counted from 0) it has half of a pair of UTF-16, U+{(int)text[broken]:X4}, without the other. Was it cut between the two?") { Modality = modality };
        }

        TextTokenizer tokenizer = _tokenizers.GetOrAdd(modality, _ => coding.Open());
        return tokenizer.Encode(text, Model.Description.Modalities.First(declared => declared.Name == modality).Shape[0], coding.PaddingId);
    }

    /// <summary>The features of a modality by what its columns say, as training read them from a table: words become levels of their categories.</summary>
    /// <param name="modality">The name of the modality.</param>
    /// <param name="cells">What the columns say, numbers with a decimal point; a column that is left out, null, empty or what stood for it in training has a missing value.</param>
    /// <returns>As many features as the modality has. A level that training did not see counts as another one; where no column has a value, all are NaN, and the sample lacks the modality.</returns>
    /// <exception cref="DatasetException">The modality was no columns of a table, a column is unknown, or a number is none.</exception>
    public float[] FeaturesOf(string modality, IReadOnlyDictionary<string, string?> cells)
    {
        ArgumentNullException.ThrowIfNull(modality);
        ArgumentNullException.ThrowIfNull(cells);
        if (Columns(modality) is not { } columns)
        {
            string[] tables = [.. _preprocessing.FeatureNames.Keys];
            throw new DatasetException($"{Model.Description.Name} was not trained on columns of a modality '{modality}'; {(tables.Length == 0 ? "none of its modalities was columns of a table" : $"columns of a table were {NearestName.List(tables)}")}.{NearestName.Suggest(modality, tables)}");
        }

        return columns.Of(cells);
    }

    /// <summary>The columns that a modality was trained on; none where it was no columns of a table.</summary>
    internal IReadOnlyList<ModalityColumn> ColumnsOf(string modality) => Columns(modality)?.Columns ?? [];

    /// <summary>Whether a text stands for none, as such a cell did in training: the sample lacks the modality.</summary>
    internal bool IsMissing(string modality, string text) => MarkersOf(modality).IsMissing(text.AsSpan().Trim());

    /// <summary>Whether a modality was a column of text.</summary>
    internal bool WasText(string modality) => _preprocessing.Texts.ContainsKey(modality);

    /// <summary>How single samples are read.</summary>
    internal SampleReading Reading => new(Model.Description, replacesMissing: Standardiser is not null);

    /// <summary>Answers samples that were read, in one batch.</summary>
    internal IReadOnlyList<SampleAnswer> Answer(IReadOnlyList<SampleValues> samples)
    {
        using MultimodalDataset data = Reading.Join(samples);
        using MultimodalDataset prepared = Prepare(data);
        long[] rows = [.. Enumerable.Range(0, prepared.Count).Select(row => (long)row)];
        var naming = new AnswerNaming(Model.Description, ClassNames);
        return [.. Predictions.Of(Model, prepared, rows, CancellationToken.None, withContributions: true).Zip(samples, (prediction, sample) => naming.Answer(prediction, sample.Missing))];
    }

    /// <summary>Frees the model, where it was opened from a folder; a trainer keeps its own.</summary>
    public void Dispose() => _owned?.Dispose();

    private ColumnFeatures? Columns(string modality) => _preprocessing.FeatureNames.TryGetValue(modality, out IReadOnlyList<string>? names)
        ? new ColumnFeatures(modality, names, _preprocessing.UnseenLevels.GetValueOrDefault(modality, []), MarkersOf(modality))
        : null;

    // What stood for a missing value in the table of a modality. The two kinds of tables share their options.
    private MissingMarkers MarkersOf(string modality) => _markers.GetOrAdd(modality, _ =>
        YamlExperiment.Read(Model.Description.Name + YamlExperiment.Extension, _experiment, _ => null).Specification.Data is { } data
        && (data.Sources.FirstOrDefault(joined => joined.Modality == modality)?.Source ?? data.Source) is var source && SourceKinds.IsTable(source.Definition)
            ? MissingMarkers.Of(source.Get(CsvDataOptions.Missing))
            : MissingMarkers.Usual);

    // A pattern may stand for other columns, or in another order, in another file.
    private void CheckColumns(MultimodalDataset data)
    {
        foreach ((string modality, IReadOnlyList<string> trained) in _preprocessing.FeatureNames)
        {
            if (data.FeatureNames.TryGetValue(modality, out IReadOnlyList<string>? given) && !given.SequenceEqual(trained))
            {
                throw new DatasetException($"Modality {modality} was trained on the columns {NearestName.List([.. trained])}, but the data have {NearestName.List([.. given])}: name them in this order.");
            }
        }
    }
}
