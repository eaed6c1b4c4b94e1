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
    private const long LargeGarbage = 64 << 20;

    private const string FirstKey = "data.source";

    private readonly ModelDescription _model;
    private readonly DataSpecification _data;
    private readonly IReadOnlyList<string> _withoutSource;
    private readonly DataPlaces _places;
    private readonly string _cache;
    private JoinPlan? _plan;

    /// <summary>Takes the data section of an experiment.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="model">Its model.</param>
    /// <exception cref="ExperimentException">The experiment states no data.</exception>
    public ExperimentData(ResolvedExperiment experiment, ModelDescription model)
    {
        _model = model;
        _places = new DataPlaces(experiment.Folder);
        DataSpecification section = SectionOf(experiment);
        _withoutSource = [.. section.Sources.Where(joined => SourceKinds.IsNone(joined.Source)).Select(joined => joined.Modality)];
        _data = section with { Sources = section.Sources.Where(joined => !_withoutSource.Contains(joined.Modality)).ToEquatableArray() };
        Texts = new ExperimentTexts(experiment.Specification, _places);
        _cache = Environment.GetEnvironmentVariable("I2MOE_CACHE") is { Length: > 0 } stated ? stated : Path.Combine(_places.OwnFolder, ".cache");
        Networks = new ExperimentNetworks(_places, _cache);
    }

    /// <summary>The modalities that are text.</summary>
    public ExperimentTexts Texts { get; }

    /// <summary>The modalities whose pictures networks make features of.</summary>
    public ExperimentNetworks Networks { get; }

    /// <summary>The data section of an experiment.</summary>
    /// <exception cref="ExperimentException">The experiment states no data.</exception>
    public static DataSpecification SectionOf(ResolvedExperiment experiment) => experiment.Specification.Data ?? throw new ExperimentException(
        $"{experiment.Name} states no data. Add a data section to its YAML file, name a file with --data PATH, or try it with --data random.");

    /// <summary>Whether the features are to be standardised.</summary>
    public bool Standardise => _data.Options.Get(DataOptions.Standardise);

    /// <summary>The names of the features that are columns of tables, which say which features the samples have.</summary>
    /// <param name="read">The samples.</param>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ColumnsOf(MultimodalDataset read) =>
        read.FeatureNames.Where(named => SourceKinds.IsTable(SourceOf(named.Key).Definition)).ToDictionary();

    /// <summary>The features of levels that <see cref="FoldUnseenLevels"/> found, by modality.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> UnseenLevels { get; private set; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The modalities of which later data have nothing at all, so that all samples lack them; known once they have been read.</summary>
    public IReadOnlyList<string> Absent { get; private set; } = [];

    /// <summary>What has no partner where sources are joined; known once the samples have been read.</summary>
    public IReadOnlyList<string> JoinNotes => _plan?.Notes ?? [];

    /// <summary>Where the samples come from, in a few words.</summary>
    public string Origin => _data.Source.Definition == RandomDataOptions.Definition ? "random data"
        : SourcePath + (_data.Sources.Count == 0 ? "" : $" with {string.Join(", ", _data.Sources.Select(joined => joined.Source.Get(SourceKinds.PathOf(joined.Source))))} by id");

    /// <summary>What is strange about the groups by which the samples were split, a sentence; null where nothing is, or before.</summary>
    public string? SplitWarning { get; private set; }

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

        if (fitted is null && _withoutSource.Count > 0)
        {
            throw new DatasetException($"data.sources.{_withoutSource[0]}.path is '{SourceKinds.NoSource}', which later data may have; a training needs its samples.");
        }

        string path = _places.Find("data.source.path", SourcePath);
        Networks.Identify(_data, fitted);
        await PlanAsync(cancellationToken).ConfigureAwait(false);
        using MultimodalDataset stored = _data.Options.Get(DataOptions.Stream)
            ? await FromFilesAsync(fitted, labelsAreOptional, cancellationToken).ConfigureAwait(false)
            : await ReadAsync(TensorStorage.Memory, fitted, labelsAreOptional, cancellationToken).ConfigureAwait(false);
        CheckClassNames(stored, path);
        if (GC.GetTotalMemory(forceFullCollection: false) > LargeGarbage)
        {
            // The cells of a large table; the process would stay that large while it trains.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }

        Absent = fitted is null ? [] : [.. _model.ModalityNames.Except(stored.Modalities)];
        using MultimodalDataset? filled = Absent.Count > 0 ? AbsentValues.Add(stored, _model, Absent) : null;
        return new DeclaredShapes(_model, modality => PathOf(modality)).Conform(filled ?? stored);
    }

    /// <summary>Names samples and features as the section states, for reports; samples that have ids and no other names are named after them.</summary>
    /// <param name="data">All samples of the section's own source.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="DatasetException">A file of names is not there, cannot be read, or does not fit the data.</exception>
    public async Task GiveNamesAsync(MultimodalDataset data, CancellationToken cancellationToken)
    {
        await GiveIdsAsync(data, cancellationToken).ConfigureAwait(false);
        new StatedNames(_data, _places, _plan).Give(data);
    }

    /// <summary>Names samples after their ids, where the source states any.</summary>
    /// <param name="data">All samples.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="DatasetException">The ids cannot be read, or are not as many as there are samples.</exception>
    public async Task GiveIdsAsync(MultimodalDataset data, CancellationToken cancellationToken)
    {
        if (_plan is not null)
        {
            data.NameSamples(_plan.Names);
        }
        else if (_data.Source.Definition.FindOption(IdentityOptions.Id.Name) is not null && (_data.Source.IsGiven(IdentityOptions.Id) || _data.Source.IsGiven(IdentityOptions.Ids)))
        {
            IReadOnlyList<string> ids = await First(fitted: null, labelsAreOptional: true).ReadIdsAsync(IdsOf(_data.Source, FirstKey), cancellationToken).ConfigureAwait(false);
            data.NameSamples(ids.Count == data.Count ? ids : throw new DatasetException(FormattableString.Invariant($"there are {data.Count} samples, and {ids.Count} ids; expected an id for each sample."), PathOf("")));
        }
    }

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
            SplitWarning = RemarkOn(split.Get(GivenSplitOptions.Column), parts);
        }
        else if (split.Definition == GroupSplitOptions.Definition)
        {
            IReadOnlyList<string> groups = await ReadColumnAsync(split.Get(GroupSplitOptions.Column), split.Get(GroupSplitOptions.File), cancellationToken).ConfigureAwait(false);
            SplitWarning = LabelValue.FindSimilar(groups.Select(group => LabelValue.Parse(group).ToString()).Distinct()) is { } pair
                ? $"The groups '{ShownText.Of(pair.First)}' and '{ShownText.Of(pair.Second)}' differ only in case, blanks or unseen signs, and are two different groups, which may be in two parts; if one is meant, mend the data."
                : null;
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

    /// <summary>Takes levels of categories that the training part does not have for other levels, where the section does not state the levels.</summary>
    /// <param name="data">All samples, before they are standardised.</param>
    /// <param name="training">The samples of the training part.</param>
    public void FoldUnseenLevels(MultimodalDataset data, long[] training)
    {
        Dictionary<string, IReadOnlyList<string>> unseen = [];
        foreach (ModalityData stated in _data.Modalities.Where(stated => stated.Categories.Any(category => category.Levels.Count == 0)))
        {
            if (!data.FeatureNames.TryGetValue(stated.Modality, out IReadOnlyList<string>? names))
            {
                continue;
            }

            using MultimodalDataset part = data.Subset(training);
            IReadOnlyList<(long Other, long[] Unseen)> folds = LevelFolding.Unseen(part, stated.Modality, [.. CategorySlot.Of(names).Where(slot => !HasStatedLevels(stated, slot.Column))]);
            if (folds.Count > 0)
            {
                data.Fold(stated.Modality, new LevelFolding(folds));
                unseen[stated.Modality] = [.. folds.SelectMany(fold => fold.Unseen).Select(feature => names[(int)feature])];
            }
        }

        UnseenLevels = unseen;
    }

    /// <summary>Whether the section states which levels a column has.</summary>
    internal static bool HasStatedLevels(ModalityData stated, string column) => stated.Categories.Any(category => category.Levels.Count > 0
        && (category.Column == column || (category.Column.Split('*') is [string start, string end] && column.StartsWith(start, StringComparison.Ordinal) && column.EndsWith(end, StringComparison.Ordinal))));

    // Which samples belong together; null where nothing is joined.
    private async Task<JoinPlan?> PlanAsync(CancellationToken cancellationToken) => _data.Sources.Count == 0
        ? null
        : _plan ??= await JoinPlan.ReadAsync(Identified(fitted: null, labelsAreOptional: true), _data.Options.Get(DataOptions.Join), cancellationToken).ConfigureAwait(false);

    private async Task<MultimodalDataset> ReadAsync(TensorStorage storage, Preprocessing? fitted, bool labelsAreOptional, CancellationToken cancellationToken) =>
        await PlanAsync(cancellationToken).ConfigureAwait(false) is { } plan
            ? await JoinedData.ReadAsync(Identified(fitted, labelsAreOptional), plan, storage, cancellationToken).ConfigureAwait(false)
            : await First(fitted, labelsAreOptional).ReadAsync(storage, SourceRole.Whole, cancellationToken).ConfigureAwait(false);

    private SourceReader First(Preprocessing? fitted, bool labelsAreOptional) => new(
        _model, _data, _data.Source, [.. _model.Modalities.Where(modality => _data.Sources.All(joined => joined.Modality != modality.Name) && !_withoutSource.Contains(modality.Name))], PathOf(""), Texts, Networks, fitted, labelsAreOptional);

    private SampleSource[] Identified(Preprocessing? fitted, bool labelsAreOptional) =>
    [
        First(fitted, labelsAreOptional).Identified(IdsOf(_data.Source, FirstKey)),
        .. _data.Sources.Select(joined => new SourceReader(
            _model, _data, joined.Source, [_model.Modalities.First(modality => modality.Name == joined.Modality)], PathOf(joined.Modality), Texts, Networks, fitted, labelsAreOptional)
            .Identified(IdsOf(joined.Source, KeyOf(joined)))),
    ];

    private Component SourceOf(string modality) => _data.Sources.FirstOrDefault(joined => joined.Modality == modality)?.Source ?? _data.Source;

    // Of a modality with a source of its own that, otherwise the first.
    private string PathOf(string modality) => _data.Sources.FirstOrDefault(joined => joined.Modality == modality) is { } own
        ? _places.Find(KeyOf(own) + ".path", own.Source.Get(SourceKinds.PathOf(own.Source)))
        : _places.Find(FirstKey + ".path", SourcePath);

    private string? IdsOf(Component source, string key) => source.Get(IdentityOptions.Ids) is { Length: > 0 } file ? _places.Find(key + ".ids", file) : null;

    private static string KeyOf(JoinedSource joined) => $"data.sources.{joined.Modality}";

    // What the training converted does for the rest of the run too, if it has the same names.
    private async Task<MultimodalDataset> FromFilesAsync(Preprocessing? fitted, bool labelsAreOptional, CancellationToken cancellationToken) =>
        (fitted is null || fitted.UnseenLevels.Count > 0 || fitted.Texts.Count > 0 ? null : Cache(fitted: null, labelsAreOptional: false).OpenWith(fitted.ClassNames, fitted.FeatureNames))
        ?? await Cache(fitted, labelsAreOptional).OpenAsync(storage => ReadAsync(storage, fitted, labelsAreOptional, cancellationToken)).ConfigureAwait(false);

    private DatasetCache Cache(Preprocessing? fitted, bool labelsAreOptional)
    {
        // A run keeps the tokens itself.
        DataSpecification section = DataPaths.Map(_data, (key, path) => fitted is not null && DataPaths.IsOfTokens(key) ? path : _places.Find(key, path));
        string?[] ids = _data.Sources.Count == 0 ? [] : [IdsOf(_data.Source, FirstKey), .. _data.Sources.Select(joined => IdsOf(joined.Source, KeyOf(joined)))];
        string[] files = [.. SourceFiles.Of(PathOf("")), .. _data.Sources.SelectMany(joined => SourceFiles.Of(PathOf(joined.Modality))), .. ids.OfType<string>(), .. fitted is null ? Texts.Files : []];
        return new DatasetCache(_cache, SourceDescription.Of(_model, section, fitted, labelsAreOptional), [.. files.Distinct()]);
    }

    // One value for each sample, of those that are left of the first source.
    // A column called is_train has mostly 1 for training, which is that of the test part here.
    private static string? RemarkOn(string column, IReadOnlyList<string> parts) =>
        column.Contains("train", StringComparison.OrdinalIgnoreCase) && parts.All(part => LabelValue.Parse(part).Number is 0 or 1)
            ? $"The column '{ShownText.Of(column)}' says in which part each sample is: 0 is training and 1 is test, whatever it is called. If 1 is training there, exchange the two, or write train and test."
            : null;

    private async Task<IReadOnlyList<string>> ReadColumnAsync(string column, string file, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> values = await ReadWholeColumnAsync(column, file, cancellationToken).ConfigureAwait(false);
        return await PlanAsync(cancellationToken).ConfigureAwait(false) is not { } plan ? values
            : values.Count == plan.SourceCount ? [.. plan.First.Select(row => values[(int)row])]
            : throw new DatasetException(FormattableString.Invariant($"data.split has {values.Count} values, but the source has {plan.SourceCount} samples before it is joined; expected a value for each."), PathOf(""));
    }

    private async Task<IReadOnlyList<string>> ReadWholeColumnAsync(string column, string file, CancellationToken cancellationToken)
    {
        if (file.Length == 0)
        {
            return await new SourceColumn(_data.Source, PathOf("")).ReadAsync(column, cancellationToken).ConfigureAwait(false);
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
        if (_model.Task.IsClass() && data.ClassNames is { } names && names.Count != _model.Outputs)
        {
            string similar = LabelValue.FindSimilar(names) is { } pair
                ? $" '{ShownText.Of(pair.First)}' and '{ShownText.Of(pair.Second)}' differ only in case, blanks or unseen signs; if one class is meant, mend the data."
                : "";
            throw new DatasetException(
                $"the data have {names.Count} classes ({NearestName.List(names)}), but {_model.Name} declares {_model.Outputs}. State class_names in the source, or classes in the task.{similar}", path);
        }
    }
}
