using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>Puts the modalities of several sources together, sample by sample.</summary>
internal static class JoinedData
{
    private const string ScratchFolder = "unjoined";

    /// <summary>Reads the sources one after the other, and keeps of each what the plan says.</summary>
    /// <param name="sources">The first source and the others.</param>
    /// <param name="plan">Which samples belong together.</param>
    /// <param name="storage">Where the joined values are to lie.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="DatasetException">A source cannot be read, or has not as many samples as ids.</exception>
    public static async Task<MultimodalDataset> ReadAsync(IReadOnlyList<SampleSource> sources, JoinPlan plan, TensorStorage storage, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, Tensor>> modalities = [];
        Dictionary<string, IReadOnlyList<string>> features = [];
        Dictionary<string, IReadOnlyList<string>> tokens = [];
        (Tensor? Labels, bool HasLabels, IReadOnlyList<string>? Names) predicted = default;
        try
        {
            for (int i = 0; i < sources.Count; i++)
            {
                using ScratchStorage scratch = new(storage, ScratchFolder);
                using MultimodalDataset read = await sources[i].ReadAsync(scratch.Storage, i == 0 ? SourceRole.First : SourceRole.Other, cancellationToken).ConfigureAwait(false);
                sources[i].CheckCount(read, plan.Counts[i]);
                long[] rows = i == 0 ? plan.First : plan.Others[i - 1];
                predicted = i == 0 ? (Labels(read, rows), read.HasLabels, read.ClassNames) : predicted;
                modalities.AddRange(Take(read, rows, storage));
                foreach ((string modality, IReadOnlyList<string> names) in read.FeatureNames)
                {
                    features[modality] = names;
                }

                foreach ((string modality, IReadOnlyList<string> words) in read.Tokens)
                {
                    tokens[modality] = words;
                }
            }

            return new MultimodalDataset(modalities, predicted.Labels!, predicted.Names, features) { HasLabels = predicted.HasLabels, Tokens = tokens };
        }
        catch
        {
            predicted.Labels?.Dispose();
            foreach (Tensor values in modalities.Select(pair => pair.Value))
            {
                values.Dispose();
            }

            throw;
        }
    }

    private static Tensor Labels(MultimodalDataset first, long[] rows)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor labels = first.Count == 0 ? zeros(rows.Length, dtype: ScalarType.Int64) : first.CopyLabels().index_select(0, tensor(rows));
        return labels.DetachFromDisposeScope();
    }

    // Dispose scopes are per thread, so that none is open while something is awaited.
    private static List<KeyValuePair<string, Tensor>> Take(MultimodalDataset source, long[] rows, TensorStorage storage)
    {
        using DisposeScope scope = NewDisposeScope();
        return [.. source.Modalities.Select(modality => KeyValuePair.Create(modality, Take(source, modality, rows, new TensorPlace(storage, modality)).DetachFromDisposeScope()))];
    }

    // What has no sample is NaN throughout, and so missing; token ids become numbers for it, until they are brought into the declared shape.
    private static Tensor Take(MultimodalDataset source, string modality, long[] rows, TensorPlace place)
    {
        bool isComplete = !rows.Contains(-1);
        Tensor values = source[modality];
        if (isComplete && place.Storage.IsMemory && rows.Length == source.Count && rows.Index().All(pair => pair.Index == pair.Item))
        {
            return values.alias();
        }

        RefuseLongTokens(values, isComplete);
        Tensor joined = place.Allocate([rows.Length, .. values.shape.Skip(1)], isComplete ? values.dtype : ScalarType.Float32);
        foreach ((long start, long count) in RowBlocks.Of(rows.Length, values.NumberOfElements / Math.Max(1, values.shape[0])))
        {
            using DisposeScope scope = NewDisposeScope();
            long[] block = rows[(int)start..(int)(start + count)];
            Tensor found = values.index_select(0, tensor(block.Select(row => Math.Max(0, row)).ToArray())).to(joined.dtype);
            if (block.Contains(-1))
            {
                long[] absent = [.. block.Index().Where(pair => pair.Item < 0).Select(pair => (long)pair.Index)];
                found = found.index_fill(0, tensor(absent), TorchNumber.Of(float.NaN));
            }

            joined.narrow(0, start, count).copy_(found);
        }

        return joined;
    }

    // Above it, single precision cannot tell whole numbers apart.
    private static void RefuseLongTokens(Tensor values, bool isComplete)
    {
        const long LastExact = 1 << 24;
        if (!isComplete && values.dtype == ScalarType.Int64 && values.max().item<long>() > LastExact)
        {
            throw new DatasetException($"Token ids above {LastExact} cannot be joined where samples are missing; join only those that every source has.");
        }
    }
}
