using I2MoE.Dsl.Data;

namespace I2MoE.Dsl.Experiments.Inputs;

/// <summary>Samples of the validation or test part that are equal to a training sample: what was learned by heart counts as understood there.</summary>
internal static class RepeatedSamples
{
    // Below this share of different samples, values repeat by their nature, as answers to a few questions do.
    private const double LeastDifferent = 0.9;

    // One in a hundred can be chance, where values are rounded.
    private const double NotableShare = 0.01;

    /// <summary>The warnings, a sentence each; none for data that are mapped from files, which would be read once more.</summary>
    public static IEnumerable<string> Find(DataSplits splits)
    {
        if (splits.Train.Files is not null)
        {
            yield break;
        }

        Dictionary<UInt128, int> training = [];
        UInt128[] digests = SampleDigests.Of(splits.Train);
        for (int sample = 0; sample < digests.Length; sample++)
        {
            training.TryAdd(digests[sample], sample);
        }

        if (training.Count < LeastDifferent * digests.Length)
        {
            yield break;
        }

        foreach ((string name, MultimodalDataset data) in new[] { ("validation", splits.Validation), ("test", splits.Test) })
        {
            (int Sample, int Equal)[] repeated = [.. SampleDigests.Of(data).Index().Where(item => training.ContainsKey(item.Item)).Select(item => (item.Index, training[item.Item]))];
            if (repeated.Length > 1 && repeated.Length > NotableShare * data.Count)
            {
                yield return FormattableString.Invariant(
                    $"{repeated.Length} of {data.Count} {name} samples are equal to a training sample in every value ({data.NameOf(repeated[0].Sample)} to {splits.Train.NameOf(repeated[0].Equal)}, for example), so that what was learned by heart counts as understood. Remove rows that repeat, or keep them in one part by a group.");
            }
        }
    }
}
