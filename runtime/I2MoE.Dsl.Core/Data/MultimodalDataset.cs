using I2MoE.Dsl.Specification;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>
/// N samples: one tensor for each named modality, and the labels. The dataset owns its tensors, which lie in main memory and outlive dispose scopes
/// until the dataset is disposed.
/// </summary>
/// <remarks>
/// A part of a dataset, as <see cref="Split"/> and <see cref="Subset"/> make it, is a list of rows: it shares the tensors, which stay until the dataset
/// and all its parts are disposed, in whatever order. Values must not be written to.
/// </remarks>
public sealed partial class MultimodalDataset : IDisposable
{
    private readonly SharedTensors _shared;
    private readonly Dictionary<string, IReadOnlyList<string>> _featureNames;

    // Null for a dataset of all rows.
    private readonly long[]? _rows;

    // Of a part, the tensors that were asked for as a whole; the labels have no name.
    private readonly Dictionary<string, Tensor> _collected = new(StringComparer.Ordinal);
    private ExpectedRows? _expected;
    private int _hasLetGo;
    private bool _isDisposed;

    /// <summary>Takes over tensors. If an exception is thrown, they still belong to the caller.</summary>
    /// <param name="modalities">Name and values of each modality in order: float32 [N, …] on the CPU, in which NaN marks missing values and infinite values are refused; or int64 [N, …] for token ids.</param>
    /// <param name="labels">The labels on the CPU: int64 classes from 0 [N], finite float32 targets [N], or float32 0 and 1 for each of L labels [N, L].</param>
    /// <param name="classNames">The name of each class or label, in their order; null where they have no names.</param>
    /// <param name="featureNames">The names of the features of each modality (as many as one sample has values); modalities may be left out.</param>
    /// <exception cref="DatasetException">The tensors do not fit together; the message says which and how.</exception>
    public MultimodalDataset(
        IEnumerable<KeyValuePair<string, Tensor>> modalities,
        Tensor labels,
        IReadOnlyList<string>? classNames = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? featureNames = null)
    {
        ArgumentNullException.ThrowIfNull(modalities);
        ArgumentNullException.ThrowIfNull(labels);
        OrderedDictionary<string, Tensor> tensors = new(StringComparer.Ordinal);
        foreach ((string name, Tensor values) in modalities)
        {
            if (!tensors.TryAdd(name, values))
            {
                throw new DatasetException($"The modality '{name}' is given twice; every modality needs a name of its own.");
            }
        }

        _shared = new SharedTensors(tensors, labels);
        ClassNames = classNames;
        _featureNames = featureNames is null ? [] : new(featureNames);
        bool areMissing = DatasetRules.Check(this);
        Count = (int)labels.shape[0];
        Origin = SampleOrigin.Whole(Count);
        Origin = areMissing ? Origin.Remember(this) : Origin;

        labels.DetachFromDisposeScope();
        foreach (Tensor values in tensors.Values)
        {
            values.DetachFromDisposeScope();
        }
    }

    private MultimodalDataset(MultimodalDataset whole, long[] rows, SampleOrigin origin)
    {
        _shared = whole._shared.Hold();
        _rows = rows;
        Origin = origin;
        Count = rows.Length;
        HasLabels = whole.HasLabels;
        ClassNames = whole.ClassNames;
        _featureNames = new(whole._featureNames);
    }

    // Labels that modalities are to be joined to.
    private MultimodalDataset(Tensor labels, IReadOnlyList<string>? classNames)
    {
        _shared = new SharedTensors(new OrderedDictionary<string, Tensor>(StringComparer.Ordinal), labels);
        ClassNames = classNames;
        _featureNames = [];
        Count = (int)labels.shape[0];
        Origin = SampleOrigin.Whole(Count);
        if (Count > 0)
        {
            DatasetRules.CheckLabels(labels, classNames);
        }

        labels.DetachFromDisposeScope();
    }

    /// <summary>Labels without any modality, which others are joined to.</summary>
    /// <param name="labels">The labels, which are taken over.</param>
    /// <param name="classNames">The name of each class or label; null where they have no names.</param>
    /// <param name="hasLabels">Whether the labels mean anything.</param>
    internal static MultimodalDataset OfLabels(Tensor labels, IReadOnlyList<string>? classNames, bool hasLabels) => new(labels, classNames) { HasLabels = hasLabels };

    /// <summary>The number of samples N.</summary>
    public int Count { get; }

    /// <summary>The names of the modalities, in order.</summary>
    public IReadOnlyList<string> Modalities => _shared.Modalities.Keys;

    /// <summary>The labels: int64 classes [N], float32 targets [N], or float32 0 and 1 for each of L labels [N, L].</summary>
    public Tensor Labels => Whole("", _shared.Labels);

    /// <summary>Whether the labels mean anything; false for data to predict for, whose source had none.</summary>
    internal bool HasLabels { get; init; } = true;

    /// <summary>The name of each class or label, in their order; null where they have no names.</summary>
    public IReadOnlyList<string>? ClassNames { get; }

    /// <summary>The names of the features of each modality, as far as they are known.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> FeatureNames => _featureNames;

    /// <summary>The name of each sample, in order; null where they have none. Parts of the dataset keep the names of their samples.</summary>
    public IReadOnlyList<string>? SampleNames { get; private set; }

    /// <summary>
    /// The row of each sample in the data that were read, from 0: the number by which predictions, explanations and reports call it. Parts of the
    /// dataset keep the rows of their samples.
    /// </summary>
    public IReadOnlyList<long> SampleRows => Origin.Rows;

    /// <summary>Where the samples come from.</summary>
    internal SampleOrigin Origin { get; set; }

    /// <summary>What the values lost when they became 32-bit numbers, as a sentence; null where nothing is lost that matters.</summary>
    internal string? Lost
    {
        get => Origin.Rounded;
        init => Origin = Origin.Losing(value);
    }

    /// <summary>The files that the values are mapped from, held as long as this dataset and its parts; null where the values lie in memory.</summary>
    internal MappedFiles? Files
    {
        get => _shared.Files;
        init => _shared.Files = value?.Hold();
    }

    /// <summary>
    /// The modalities of which a sample has no value at all: every one was missing (NaN) in the data. It is kept when <see cref="Standardiser"/> puts
    /// means in their place.
    /// </summary>
    /// <returns>For each sample the names, in the order of the modalities; mostly none.</returns>
    public IReadOnlyList<IReadOnlyList<string>> MissingModalities()
    {
        bool[][] missing = [.. Modalities.Select(modality => Origin.MissingOf(this, modality))];
        return [.. Enumerable.Range(0, Count).Select(sample => (string[])[.. Modalities.Where((_, modality) => missing[modality][sample])])];
    }

    /// <summary>What a sample is called: its name where it has one, otherwise <c>Sample</c> and its row in the data.</summary>
    /// <param name="sample">The sample, 0 to N-1.</param>
    internal string NameOf(int sample) => SampleNames?[sample] ?? FormattableString.Invariant($"Sample {SampleRows[sample]}");

    /// <summary>Names the samples, for reports about them.</summary>
    /// <param name="names">One name for each sample; they need not differ.</param>
    /// <exception cref="DatasetException">There is not one name for each sample.</exception>
    public void NameSamples(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        SampleNames = names.Count == Count
            ? [.. names]
            : throw new DatasetException($"The dataset has {Count} samples and {names.Count} names of samples.");
    }

    /// <summary>Names the features of a modality, for reports about them.</summary>
    /// <param name="modality">The name of the modality.</param>
    /// <param name="names">One name for each value of a sample.</param>
    /// <exception cref="DatasetException">There is no such modality, or there is not one name for each value.</exception>
    public void NameFeatures(string modality, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        DatasetRules.CheckFeatureNames(modality, ShapeOf(modality), names);
        _featureNames[modality] = [.. names];
    }

    /// <summary>The values [N, …] of a modality: float32, in which NaN marks missing values, or int64 token ids.</summary>
    /// <param name="modality">The name of the modality.</param>
    /// <exception cref="DatasetException">There is no such modality.</exception>
    public Tensor this[string modality]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(modality);
            return Whole(modality, Shared(modality));
        }
    }

    /// <summary>A part: some of the samples, in the given order. It shares the values of this dataset, and may outlive it.</summary>
    /// <param name="rows">The samples, 0 to N-1; at least one.</param>
    /// <exception cref="DatasetException">There are no rows, or a row is outside 0 to N-1.</exception>
    public MultimodalDataset Subset(ReadOnlySpan<long> rows)
    {
        DatasetRules.CheckRows(rows, Count);
        var subset = new MultimodalDataset(this, RowsOf(rows), Origin.Of(rows));
        if (SampleNames is { } names)
        {
            subset.NameSamples([.. rows.ToArray().Select(row => names[(int)row])]);
        }

        return subset;
    }

    /// <summary>The shape [N, …] of a modality.</summary>
    internal long[] ShapeOf(string modality) => [Count, .. Shared(modality).shape.Skip(1)];

    /// <summary>The type of a modality's values.</summary>
    internal ScalarType TypeOf(string modality) => Shared(modality).dtype;

    /// <summary>Standardises the values of a modality, and those of the parts, which share them, whenever they are read.</summary>
    internal void ScaleWhenRead(string modality, FeatureScaling scaling) => _shared.Scalings.Add(modality, scaling);

    /// <summary>Takes levels of categories for others, here and in the parts, which share the values.</summary>
    /// <param name="modality">A vector.</param>
    /// <param name="folding">The levels.</param>
    internal void Fold(string modality, LevelFolding folding)
    {
        if (Files is not null)
        {
            _shared.Foldings.Add(modality, folding);
            return;
        }

        ForEachBlock(modality, (_, block) => block.copy_(folding.Of(block)));
    }

    /// <summary>
    /// No longer keeps the values alive that this part shares. It can be used as long as the dataset that it is a part of, or another part of it, is there.
    /// </summary>
    internal void LetGo()
    {
        if (Interlocked.Exchange(ref _hasLetGo, 1) == 0)
        {
            _shared.LetGo();
        }
    }

    /// <summary>Whether this is a part of another dataset, and shares its values.</summary>
    internal bool IsPart => _rows is not null;

    /// <summary>Frees the tensors, or of a part lets go of them.</summary>
    public void Dispose()
    {
        _expected?.Dispose();
        LetGo();
        _isDisposed = true;
        lock (_collected)
        {
            foreach (Tensor values in _collected.Values)
            {
                values.Dispose();
            }

            _collected.Clear();
        }
    }

    private Tensor Shared(string modality) => _shared.Modalities.TryGetValue(modality, out Tensor? values)
        ? values
        : throw new DatasetException($"The dataset has no modality '{modality}'; it has {NearestName.List(Modalities)}.{NearestName.Suggest(modality, Modalities)}");
}
