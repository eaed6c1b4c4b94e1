using System.Globalization;
using I2MoE.Dsl.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Tool.Drafts;

/// <summary>The values of the array that is predicted.</summary>
/// <param name="Texts">The value of each sample.</param>
/// <param name="Counts">The different values with their counts.</param>
internal sealed record ArrayValues(IReadOnlyList<string> Texts, IReadOnlyDictionary<string, int> Counts)
{
    /// <summary>What the values of a modality are.</summary>
    /// <param name="Text">Range and missing values, for a comment.</param>
    /// <param name="Leaks">The features that are one to one with what is predicted.</param>
    /// <param name="IsOptional">Whether samples lack it.</param>
    /// <param name="HasOwnLength">Whether it is sequences that end before their last step, after which only NaN follows.</param>
    internal sealed record Summary(string Text, IReadOnlyList<int> Leaks, bool IsOptional, bool HasOwnLength);

    /// <summary>Reads what is predicted.</summary>
    public static ArrayValues Read(ArraySource arrays, string name, StoredArray stored)
    {
        if (stored.Shape.Length != 1)
        {
            return new ArrayValues([], new Dictionary<string, int>());
        }

        using DisposeScope scope = NewDisposeScope();
        IReadOnlyList<string> texts = arrays.Texts(name);
        return new ArrayValues(texts, texts.GroupBy(text => text, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count()));
    }

    /// <summary>Looks through a modality.</summary>
    public static Summary Summarise(ArraySource arrays, string name, StoredArray array, ArrayValues labels, int mostColumns)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor values = arrays.Single(name).reshape(array.Shape[0], -1);
        Tensor missing = values.isnan();
        double share = missing.to(ScalarType.Float32).mean().item<float>();
        long absent = missing.all(dim: 1).sum().item<long>();
        Tensor finite = values.nan_to_num(0, posinf: 0, neginf: 0);
        string range = string.Create(CultureInfo.InvariantCulture, $", {finite.min().item<float>():G4} to {finite.max().item<float>():G4}");
        string gaps = share > 0
            ? string.Create(CultureInfo.InvariantCulture, $"; {100 * share:0.#} % of the values are missing (NaN){(absent > 0 ? $", all of them for {absent} of {array.Shape[0]} samples, which lack the modality: it is optional" : "")}")
            : "";
        bool hasOwnLength = array.Shape.Length == 3 && HaveEnds(values.view(array.Shape), missing.view(array.Shape));
        string ends = hasOwnLength ? "; what is missing at the end of a sample is taken for its end" : "";
        int columns = (int)Math.Min(values.shape[1], mostColumns);
        int[] leaks = labels.Texts.Count == 0 || share > 0 ? [] : [.. Enumerable.Range(0, columns).Where(column => IsOneToOne(values.select(1, column).contiguous().data<float>().ToArray(), labels))];
        return new Summary(range + gaps + ends, leaks, absent > 0, hasOwnLength);
    }

    // Whether most of what is missing follows the end of a sample that has some steps.
    private static bool HaveEnds(Tensor sequences, Tensor missing)
    {
        Tensor lengths = SequenceEnds.Lengths(sequences);
        Tensor isShorter = lengths.gt(TorchNumber.Of(0)).logical_and(lengths.lt(TorchNumber.Of(sequences.shape[1])));
        Tensor beyond = SequenceEnds.Beyond(lengths, sequences.shape[1]).logical_and(isShorter.unsqueeze(1)).sum() * TorchNumber.Of(sequences.shape[2]);
        Tensor inSome = missing.logical_and(lengths.gt(TorchNumber.Of(0)).view(-1, 1, 1)).sum();
        return isShorter.any().item<bool>() && 2 * beyond.item<long>() > inSome.item<long>();
    }

    private static bool IsOneToOne(float[] values, ArrayValues labels)
    {
        Dictionary<float, string> pairs = [];
        for (int i = 0; i < values.Length; i++)
        {
            if (!pairs.TryAdd(values[i], labels.Texts[i]) && pairs[values[i]] != labels.Texts[i])
            {
                return false;
            }

            if (pairs.Count > labels.Counts.Count)
            {
                return false;
            }
        }

        return pairs.Count == labels.Counts.Count && pairs.Values.Distinct(StringComparer.Ordinal).Count() == pairs.Count;
    }
}
