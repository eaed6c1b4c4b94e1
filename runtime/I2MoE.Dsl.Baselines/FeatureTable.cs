using I2MoE.Dsl.Data;
using TorchSharp;

namespace I2MoE.Dsl.Baselines;

/// <summary>
/// All modalities of a sample side by side in one row: every value standardised over the training part, 0 where it is missing; of token ids, how often
/// each that occurs in the training part does.
/// </summary>
internal sealed class FeatureTable
{
    private readonly List<(string Modality, Dictionary<long, int>? Tokens, int First)> _blocks = [];
    private readonly Standardiser _standardiser;
    private readonly float[] _tokenMean;
    private readonly float[] _tokenDeviation;

    /// <summary>Fits a table on the training part.</summary>
    /// <param name="train">The training part.</param>
    public FeatureTable(MultimodalDataset train)
    {
        _standardiser = Standardiser.Fit(train);
        foreach (string modality in train.Modalities)
        {
            Dictionary<long, int>? tokens = train.TypeOf(modality) == torch.ScalarType.Int64
                ? train[modality].data<long>().ToArray().Distinct().Order().Index().ToDictionary(token => token.Item, token => token.Index)
                : null;
            _blocks.Add((modality, tokens, Count));
            Count += tokens?.Count ?? _standardiser.Mean[modality].Length;
        }

        _tokenMean = new float[Count];
        _tokenDeviation = [.. Enumerable.Repeat(1f, Count)];
        FitTokens(train);
    }

    /// <summary>The number of values of a row.</summary>
    public int Count { get; }

    /// <summary>The modalities, with the place of their first value and the number of their values.</summary>
    public IEnumerable<(string Modality, int First, int Count)> Blocks =>
        _blocks.Select((block, place) => (block.Modality, block.First, (place + 1 < _blocks.Count ? _blocks[place + 1].First : Count) - block.First));

    /// <summary>The number of values of a row, before anything is computed.</summary>
    public static long CountOf(MultimodalDataset data) =>
        data.Modalities.Sum(modality => data.ShapeOf(modality).Skip(1).Aggregate(1L, (product, size) => product * size));

    /// <summary>The rows of a part.</summary>
    public float[][] Of(MultimodalDataset data)
    {
        float[][] rows = [.. Enumerable.Range(0, data.Count).Select(_ => new float[Count])];
        foreach ((string modality, Dictionary<long, int>? tokens, int first) in _blocks)
        {
            if (tokens is null)
            {
                AddValues(data, modality, first, rows);
            }
            else
            {
                AddTokens(data, modality, tokens, first, rows);
            }
        }

        return rows;
    }

    private void AddValues(MultimodalDataset data, string modality, int first, float[][] rows)
    {
        double[] mean = _standardiser.Mean[modality];
        double[] deviation = _standardiser.Deviation[modality];
        data.ForEachBlock(modality, (start, block) =>
        {
            float[] values = block.reshape(-1).data<float>().ToArray();
            for (int i = 0; i < values.Length; i++)
            {
                int feature = i % mean.Length;
                float value = (float)((values[i] - mean[feature]) / deviation[feature]);
                rows[start + (i / mean.Length)][first + feature] = float.IsNaN(value) ? 0 : value;
            }
        });
    }

    private void AddTokens(MultimodalDataset data, string modality, Dictionary<long, int> tokens, int first, float[][] rows)
    {
        long[] ids = data[modality].reshape(-1).data<long>().ToArray();
        int length = ids.Length / data.Count;
        for (int i = 0; i < ids.Length; i++)
        {
            if (tokens.TryGetValue(ids[i], out int token))
            {
                rows[i / length][first + token]++;
            }
        }

        foreach (float[] row in rows)
        {
            for (int i = first; i < first + tokens.Count; i++)
            {
                row[i] = (row[i] - _tokenMean[i]) / _tokenDeviation[i];
            }
        }
    }

    private void FitTokens(MultimodalDataset train)
    {
        foreach ((string modality, Dictionary<long, int>? tokens, int first) in _blocks.Where(block => block.Tokens is not null))
        {
            float[][] counts = [.. Enumerable.Range(0, train.Count).Select(_ => new float[Count])];
            AddTokens(train, modality, tokens!, first, counts);
            for (int i = first; i < first + tokens!.Count; i++)
            {
                double mean = counts.Average(row => row[i]);
                double variance = counts.Average(row => (row[i] - mean) * (row[i] - mean));
                _tokenMean[i] = (float)mean;
                _tokenDeviation[i] = variance > 0 ? (float)Math.Sqrt(variance) : 1;
            }
        }
    }
}
