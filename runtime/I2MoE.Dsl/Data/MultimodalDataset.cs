using I2MoE.Dsl.Specification;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>
/// N samples: one tensor for each named modality, and the labels. The dataset owns its tensors, which lie in main memory and outlive dispose scopes
/// until the dataset is disposed.
/// </summary>
public sealed class MultimodalDataset : IDisposable
{
    private readonly OrderedDictionary<string, Tensor> _modalities = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _featureNames;

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
        foreach ((string name, Tensor values) in modalities)
        {
            if (!_modalities.TryAdd(name, values))
            {
                throw new DatasetException($"The modality '{name}' is given twice; every modality needs a name of its own.");
            }
        }

        Labels = labels;
        ClassNames = classNames;
        _featureNames = featureNames is null ? [] : new(featureNames);
        DatasetRules.Check(this);
        Origin = SampleOrigin.Whole(Count);

        labels.DetachFromDisposeScope();
        foreach (Tensor values in _modalities.Values)
        {
            values.DetachFromDisposeScope();
        }
    }

    /// <summary>The number of samples N.</summary>
    public int Count => (int)Labels.shape[0];

    /// <summary>The names of the modalities, in order.</summary>
    public IReadOnlyList<string> Modalities => _modalities.Keys;

    /// <summary>The labels: int64 classes [N], float32 targets [N], or float32 0 and 1 for each of L labels [N, L].</summary>
    public Tensor Labels { get; }

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
    internal SampleOrigin Origin { get; init; }

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
        DatasetRules.CheckFeatureNames(modality, this[modality], names);
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
            return _modalities.TryGetValue(modality, out Tensor? values)
                ? values
                : throw new DatasetException(
                    $"The dataset has no modality '{modality}'; it has {NearestName.List(_modalities.Keys)}.{NearestName.Suggest(modality, _modalities.Keys)}");
        }
    }

    /// <summary>A new dataset of some of the samples, in the given order; the values are copied.</summary>
    /// <param name="rows">The samples, 0 to N-1; at least one.</param>
    /// <exception cref="DatasetException">There are no rows, or a row is outside 0 to N-1.</exception>
    public MultimodalDataset Subset(ReadOnlySpan<long> rows)
    {
        DatasetRules.CheckRows(rows, Count);
        using DisposeScope scope = NewDisposeScope();
        Tensor index = tensor(rows.ToArray());
        MultimodalDataset subset = new(
            Modalities.Select(name => KeyValuePair.Create(name, _modalities[name].index_select(0, index))),
            Labels.index_select(0, index),
            ClassNames,
            FeatureNames)
        {
            HasLabels = HasLabels,
            Origin = Origin.Of(rows),
        };
        if (SampleNames is { } names)
        {
            subset.NameSamples([.. rows.ToArray().Select(row => names[(int)row])]);
        }

        return subset;
    }

    /// <summary>Divides the samples into three parts. Depends on the data's labels and the arguments only, on every machine.</summary>
    /// <param name="seed">Which division; any value.</param>
    /// <param name="train">The share of the training part, between 0 and 1; default 0.7.</param>
    /// <param name="validation">The share of the validation part, between 0 and 1; default 0.15. The rest is the test part.</param>
    /// <param name="stratify">
    /// Whether every part has the classes in the shares of the whole, to within one sample. Null (default): for classes yes, for targets and several
    /// labels no, which are only shuffled.
    /// </param>
    /// <returns>Three datasets of their own, each with its samples in the order of this one; to be disposed.</returns>
    /// <exception cref="DatasetException">The shares do not fit, a part would be empty, or something else than classes is to be stratified.</exception>
    public DataSplits Split(long seed, double train = 0.7, double validation = 0.15, bool? stratify = null)
    {
        return ToSplits(SplitRows.Divide(this, seed, train, validation, stratify));
    }

    /// <summary>Divides the samples as published or recorded: each has its part.</summary>
    /// <param name="parts">
    /// The part of each sample: <c>train</c>, <c>validation</c> (or <c>val</c>) and <c>test</c> in any case, or 0 (training) and 1 (test). Where none
    /// belongs to the validation part, it is drawn from the training samples.
    /// </param>
    /// <param name="seed">Which samples are drawn; any value, default 0. Without effect where the validation part is given.</param>
    /// <param name="validation">The share of the training samples that is drawn, between 0 and 1; default 0.15. Without effect where the validation part is given.</param>
    /// <param name="stratify">Whether the classes are drawn in equal shares; null (default) as in <see cref="Split"/>.</param>
    /// <returns>Three datasets of their own, each with its samples in the order of this one; to be disposed.</returns>
    /// <exception cref="DatasetException">There is not one part for each sample, a part is unknown or empty, or the share does not fit.</exception>
    public DataSplits SplitBy(IReadOnlyList<string> parts, long seed = 0, double validation = 0.15, bool? stratify = null)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return ToSplits(GivenSplit.Divide(this, parts, seed, validation, stratify));
    }

    /// <summary>
    /// Divides the samples so that no group is in two parts, for example all recordings of one person. The parts come as near to their shares as moving or
    /// exchanging whole groups brings them. Depends on the arguments only, on every machine.
    /// </summary>
    /// <param name="groups">The group of each sample, at least three different ones.</param>
    /// <param name="seed">Which division; any value.</param>
    /// <param name="train">The share of the training part, between 0 and 1; default 0.7.</param>
    /// <param name="validation">The share of the validation part, between 0 and 1; default 0.15. The rest is the test part.</param>
    /// <returns>Three datasets of their own, each with its samples in the order of this one; to be disposed.</returns>
    /// <exception cref="DatasetException">There is not one group for each sample, there are too few groups, or the shares do not fit.</exception>
    public DataSplits SplitByGroup(IReadOnlyList<string> groups, long seed, double train = 0.7, double validation = 0.15)
    {
        ArgumentNullException.ThrowIfNull(groups);
        return ToSplits(GroupSplit.Divide(Count, groups, seed, train, validation));
    }

    /// <summary>Collects samples into a batch, which belongs to the current dispose scope.</summary>
    /// <param name="modalities">The model's modalities, in their order.</param>
    /// <param name="rows">The samples, 0 to N-1; at least one.</param>
    /// <param name="device">Where the batch is used; null for the CPU.</param>
    /// <exception cref="DatasetException">There is no such modality, no rows are given, or a row is outside 0 to N-1.</exception>
    public MultimodalBatch ToBatch(IReadOnlyList<string> modalities, ReadOnlySpan<long> rows, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(modalities);
        DatasetRules.CheckRows(rows, Count);
        using Tensor index = tensor(rows.ToArray());
        return new MultimodalBatch(
            [.. modalities.Select(name => Collect(this[name], index, device))],
            Collect(Labels, index, device));
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        Labels.Dispose();
        foreach (Tensor values in _modalities.Values)
        {
            values.Dispose();
        }
    }

    private DataSplits ToSplits(long[][] parts) => new(Subset(parts[0]), Subset(parts[1]), Subset(parts[2]));

    private static Tensor Collect(Tensor values, Tensor index, Device? device)
    {
        Tensor collected = values.index_select(0, index);
        if (device is null || device.type == DeviceType.CPU)
        {
            return collected;
        }

        using (collected)
        {
            return collected.to(device);
        }
    }
}
