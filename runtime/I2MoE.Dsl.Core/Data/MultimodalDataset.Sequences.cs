using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <content>Sequences that have lengths of their own.</content>
public sealed partial class MultimodalDataset
{
    /// <summary>The modalities whose samples have lengths of their own, here and in the parts.</summary>
    internal IReadOnlyCollection<string> OwnLengths
    {
        get => _shared.OwnLengths;
        init => _shared.OwnLengths.UnionWith(value);
    }

    /// <summary>
    /// Says that the samples of a modality are sequences with lengths of their own, as <c>OwnLength</c> of a model's modality expects: a step at the end of a
    /// sample whose values are all missing (NaN) is no part of it. <see cref="DataSplits.Standardise"/> then leaves it so, and takes mean and deviation of a
    /// feature over all steps. To be called before the dataset is split.
    /// </summary>
    /// <param name="modality">The name of a modality [N, T, F] of features.</param>
    /// <param name="lengths">The number of steps of each sample, 0 to T, after which its values are replaced by NaN; null (default) where NaN stands there already.</param>
    /// <exception cref="DatasetException">There is no such modality, it is no sequence of features, or a length is missing, below 0 or above T.</exception>
    public void EndSequences(string modality, IReadOnlyList<long>? lengths = null)
    {
        ArgumentNullException.ThrowIfNull(modality);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (ShapeOf(modality) is not [_, var steps, var features] || TypeOf(modality) != ScalarType.Float32)
        {
            throw new DatasetException($"The modality '{modality}' has the shape [{string.Join(", ", ShapeOf(modality))}] and the type {TypeOf(modality)}; sequences are features, Float32 [N, T, F].");
        }

        if (lengths is not null)
        {
            CutSequences(modality, steps, features, lengths);
        }

        _shared.OwnLengths.Add(modality);
    }

    /// <summary>Puts NaN after the end of each sample, where the values lie.</summary>
    /// <param name="modality">The name of a modality of features whose samples have steps * features values.</param>
    /// <param name="steps">The number of steps T.</param>
    /// <param name="features">The number of features F of a step.</param>
    /// <param name="lengths">The number of steps of each sample.</param>
    /// <exception cref="DatasetException">There is not one length for each sample, or one is below 0 or above T.</exception>
    internal void CutSequences(string modality, long steps, long features, IReadOnlyList<long> lengths)
    {
        if (lengths.Count != Count)
        {
            throw new DatasetException($"The dataset has {Count} samples, and there are {lengths.Count} lengths of the modality '{modality}'.");
        }

        long[] given = [.. lengths];
        if (Array.FindIndex(given, length => length < 0 || length > steps) is >= 0 and int sample)
        {
            throw new DatasetException($"Sample {sample} (counted from 0) has the length {given[sample]} in the modality '{modality}'; allowed: 0 to {steps}.");
        }

        if (_rows is not null || _shared.Scalings.ContainsKey(modality))
        {
            throw new DatasetException($"The lengths of the modality '{modality}' are to be given before the dataset is split or standardised.");
        }

        ForEachBlock(modality, (start, block) =>
        {
            Tensor blockLengths = tensor(given[(int)start..(int)(start + block.shape[0])]);
            block.copy_(SequenceEnds.Fill(block.reshape(-1, steps, features), blockLengths, float.NaN).view(block.shape));
        });
        Origin = SampleOrigin.Whole(Count).Remember(this).Losing(Origin.Rounded);
    }
}
