using I2MoE.Dsl.Data;
using I2MoE.Dsl.Data.Cache;
using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Experiments.Inputs;

/// <summary>The data section of an experiment: reads its samples as a model takes them, and splits them.</summary>
internal sealed class ExperimentData
{
    private readonly ModelDescription _model;
    private readonly DataSpecification _data;
    private readonly DataPlaces _places;

    /// <summary>Takes the data section of an experiment.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="model">Its model.</param>
    /// <exception cref="ExperimentException">The experiment states no data.</exception>
    public ExperimentData(ResolvedExperiment experiment, ModelDescription model)
    {
        _model = model;
        _places = new DataPlaces(experiment.Folder);
        _data = SectionOf(experiment);
    }

    /// <summary>The data section of an experiment.</summary>
    /// <exception cref="ExperimentException">The experiment states no data.</exception>
    public static DataSpecification SectionOf(ResolvedExperiment experiment) => experiment.Specification.Data ?? throw new ExperimentException(
        $"{experiment.Name} states no data. Add a data section to its YAML file, name a file with --data PATH, or try it with --data random.");

    /// <summary>Whether the features are to be standardised.</summary>
    public bool Standardise => _data.Options.Get(DataOptions.Standardise);

    /// <summary>Whether the samples are the rows of a table, so that its columns say which features they have.</summary>
    public bool IsTable => SourceKinds.IsTable(_data.Source.Definition);

    /// <summary>Where the samples come from, in a few words.</summary>
    public string Origin => _data.Source.Definition == RandomDataOptions.Definition ? "random data" : SourcePath;

    private string SourcePath => _data.Source.Get(SourceKinds.PathOf(_data.Source));

    /// <summary>The section with every path in full.</summary>
    public DataSpecification WithFullPaths() => DataPaths.Map(_data, _places.Find);

    /// <summary>Reads all samples, one tensor for each modality in its declared shape.</summary>
    /// <param name="fitted">What a run fixed about its data; null before the first training.</param>
    /// <param name="labelsAreOptional">Whether data without labels will do.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="DatasetException">The data are not there, damaged, or not what the experiment declares.</exception>
    public async Task<MultimodalDataset> ReadAsync(Preprocessing? fitted, bool labelsAreOptional, CancellationToken cancellationToken)
    {
        if (_data.Source.Definition == RandomDataOptions.Definition)
        {
            return RandomData.Draw(_model, _data.Source.Get(RandomDataOptions.Samples), _data.Source.Get(RandomDataOptions.Seed));
        }

        string path = _places.Find("data.source.path", SourcePath);
        var reader = new SourceReader(_model, _data, path, fitted, labelsAreOptional);
        using MultimodalDataset stored = _data.Options.Get(DataOptions.Stream)
            ? await FromFilesAsync(path, reader, fitted, labelsAreOptional, cancellationToken).ConfigureAwait(false)
            : await reader.ReadAsync(TensorStorage.Memory, cancellationToken).ConfigureAwait(false);
        CheckClassNames(stored, path);
        return new DeclaredShapes(_model, path).Conform(stored);
    }

    /// <summary>Names samples and features as the section states, for reports.</summary>
    /// <param name="data">All samples of the section's own source.</param>
    /// <exception cref="DatasetException">A file of names is not there, cannot be read, or does not fit the data.</exception>
    public void GiveNames(MultimodalDataset data) => new StatedNames(_data, _places).Give(data);

    /// <summary>Says which samples belong to which part.</summary>
    /// <param name="data">All samples.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="DatasetException">The parts are not there, or a part would be empty.</exception>
    public async Task<ExperimentSplits> SplitAsync(MultimodalDataset data, CancellationToken cancellationToken)
    {
        Component split = _data.Split;
        int seed = split.Get(RandomSplitOptions.Seed);
        long[][] rows;
        if (split.Definition == GivenSplitOptions.Definition)
        {
            IReadOnlyList<string> parts = await ReadColumnAsync(split.Get(GivenSplitOptions.Column), split.Get(GivenSplitOptions.File), cancellationToken).ConfigureAwait(false);
            rows = GivenSplit.Divide(data, parts, seed, split.Get(GivenSplitOptions.Validation), stratify: null);
        }
        else if (split.Definition == GroupSplitOptions.Definition)
        {
            IReadOnlyList<string> groups = await ReadColumnAsync(split.Get(GroupSplitOptions.Column), split.Get(GroupSplitOptions.File), cancellationToken).ConfigureAwait(false);
            rows = split.Get(RandomSplitOptions.Folds) is var folds && folds > 0
                ? FoldRows.DivideGroups(data.Count, groups, seed, split.Get(RandomSplitOptions.Fold), folds, split.Get(RandomSplitOptions.Validation))
                : GroupSplit.Divide(data.Count, groups, seed, split.Get(RandomSplitOptions.Train), split.Get(RandomSplitOptions.Validation));
        }
        else
        {
            // Numbers and several labels cannot be stratified, and the default is to stratify.
            bool? stratify = split.Get(RandomSplitOptions.Stratify) ? null : false;
            rows = split.Get(RandomSplitOptions.Folds) is var folds && folds > 0
                ? FoldRows.Divide(data, seed, split.Get(RandomSplitOptions.Fold), folds, split.Get(RandomSplitOptions.Validation), stratify)
                : SplitRows.Divide(data, seed, split.Get(RandomSplitOptions.Train), split.Get(RandomSplitOptions.Validation), stratify);
        }

        return new ExperimentSplits(rows[0], rows[1], rows[2]);
    }

    // What the training converted does for the rest of the run too, if it has the same names.
    private async Task<MultimodalDataset> FromFilesAsync(string path, SourceReader reader, Preprocessing? fitted, bool labelsAreOptional, CancellationToken cancellationToken) =>
        (fitted is null ? null : Cache(path, fitted: null, labelsAreOptional: false).OpenWith(fitted.ClassNames, fitted.FeatureNames))
        ?? await Cache(path, fitted, labelsAreOptional).OpenAsync(storage => reader.ReadAsync(storage, cancellationToken)).ConfigureAwait(false);

    private DatasetCache Cache(string path, Preprocessing? fitted, bool labelsAreOptional)
    {
        string root = Environment.GetEnvironmentVariable("I2MOE_CACHE") is { Length: > 0 } stated ? stated : Path.Combine(_places.OwnFolder, ".cache");
        return new DatasetCache(root, SourceDescription.Of(_model, WithFullPaths(), fitted, labelsAreOptional), SourceFiles.Of(path));
    }

    private async Task<IReadOnlyList<string>> ReadColumnAsync(string column, string file, CancellationToken cancellationToken)
    {
        if (file.Length == 0)
        {
            return await new SourceColumn(_data.Source, _places.Find("data.source.path", SourcePath)).ReadAsync(column, cancellationToken).ConfigureAwait(false);
        }

        string path = _places.Find("data.split.file", file);
        return Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".NPY" => SampleColumn.ReadNpy(path),
            ".CSV" => SampleColumn.ReadCsv(path, column),
            _ => throw new DatasetException("data.split.file names a file of an unknown kind; allowed: .npy, and .csv with a column.", path),
        };
    }

    private void CheckClassNames(MultimodalDataset data, string path)
    {
        if (_model.Task == TaskKind.Classification && data.ClassNames is { } names && names.Count != _model.Outputs)
        {
            string similar = LabelValue.FindSimilar(names) is { } pair
                ? $" '{ShownText.Of(pair.First)}' and '{ShownText.Of(pair.Second)}' differ only in case or in blanks; if one class is meant, mend the data."
                : "";
            throw new DatasetException(
                $"the data have {names.Count} classes ({NearestName.List(names)}), but {_model.Name} declares {_model.Outputs}. State class_names in the source, or classes in the task.{similar}", path);
        }
    }
}
