using TorchSharp;

namespace I2MoE.Dsl.Data;

/// <summary>Where the samples of a dataset come from: their rows in the data that were read, and which modalities had no values there.</summary>
internal sealed class SampleOrigin
{
    private readonly long[] _rows;
    private readonly IReadOnlyDictionary<string, bool[]>? _missing;
    private readonly bool _isComplete;

    private SampleOrigin(long[] rows, IReadOnlyDictionary<string, bool[]>? missing)
    {
        _rows = rows;
        _missing = missing;
        _isComplete = missing is null || !missing.Values.Any(samples => samples.Contains(true));
    }

    /// <summary>Whether no sample lacks a modality, as far as it is remembered: then nothing has to be looked at.</summary>
    public bool IsComplete => _isComplete;

    /// <summary>The row of every sample, from 0.</summary>
    public IReadOnlyList<long> Rows => _rows;

    /// <summary>What the values lost when they became 32-bit numbers, as a sentence; null where nothing is lost that matters.</summary>
    public string? Rounded { get; init; }

    /// <summary>The origin of data as they were read: sample i is row i.</summary>
    public static SampleOrigin Whole(int count) => new([.. Enumerable.Range(0, count).Select(row => (long)row)], missing: null);

    /// <summary>The origin of some of the samples.</summary>
    public SampleOrigin Of(ReadOnlySpan<long> samples)
    {
        long[] chosen = samples.ToArray();
        return new SampleOrigin(
            [.. chosen.Select(sample => _rows[sample])],
            _missing?.ToDictionary(pair => pair.Key, pair => (bool[])[.. chosen.Select(sample => pair.Value[sample])]))
        { Rounded = Rounded };
    }

    /// <summary>Remembers what is missing in a dataset, before something else is put in its place.</summary>
    /// <param name="dataset">The dataset of this origin.</param>
    public SampleOrigin Remember(MultimodalDataset dataset) =>
        _missing is null ? new SampleOrigin(_rows, dataset.Modalities.ToDictionary(modality => modality, modality => Missing(dataset, modality))) { Rounded = Rounded } : this;

    /// <summary>The same origin, of which it is known that samples lack modalities whose values do not say so, as token ids do not.</summary>
    /// <param name="dataset">The dataset of this origin.</param>
    /// <param name="lacking">Of each such modality, whether a sample lacks it.</param>
    public SampleOrigin Lacking(MultimodalDataset dataset, IReadOnlyDictionary<string, bool[]> lacking) => new(
        _rows, dataset.Modalities.ToDictionary(modality => modality, modality => lacking.GetValueOrDefault(modality) ?? MissingOf(dataset, modality)))
    { Rounded = Rounded };

    /// <summary>The same origin of values that lost something, see <see cref="Rounded"/>.</summary>
    public SampleOrigin Losing(string? rounded) => rounded is null ? this : new SampleOrigin(_rows, _missing) { Rounded = rounded };

    /// <summary>Whether a modality has no value at all, for every sample: NaN throughout, now or before standardisation.</summary>
    /// <param name="dataset">The dataset of this origin.</param>
    /// <param name="modality">The name of the modality.</param>
    public bool[] MissingOf(MultimodalDataset dataset, string modality) => _missing?.GetValueOrDefault(modality) ?? Missing(dataset, modality);

    /// <summary>
    /// Which modalities some of the samples have, [B, n], as it is remembered from data with missing values, standardised or not; null where they have all,
    /// so that the usual case costs nothing.
    /// </summary>
    /// <param name="modalities">The modalities, in the order of a model.</param>
    /// <param name="samples">The samples.</param>
    public torch.Tensor? PresenceOf(IReadOnlyList<string> modalities, ReadOnlySpan<long> samples)
    {
        if (_isComplete)
        {
            return null;
        }

        bool[,] isPresent = new bool[samples.Length, modalities.Count];
        bool isComplete = true;
        for (int modality = 0; modality < modalities.Count; modality++)
        {
            bool[]? missing = _missing!.GetValueOrDefault(modalities[modality]);
            for (int i = 0; i < samples.Length; i++)
            {
                isPresent[i, modality] = missing is null || !missing[samples[i]];
                isComplete &= isPresent[i, modality];
            }
        }

        return isComplete ? null : torch.tensor(isPresent);
    }

    private static bool[] Missing(MultimodalDataset dataset, string modality)
    {
        if (dataset.TypeOf(modality) != torch.ScalarType.Float32)
        {
            return new bool[dataset.Count];
        }

        List<bool> missing = new(dataset.Count);
        dataset.ForEachBlock(modality, (_, block) => missing.AddRange(block.flatten(1).isnan().all(dim: 1).data<bool>().ToArray()));
        return [.. missing];
    }
}
