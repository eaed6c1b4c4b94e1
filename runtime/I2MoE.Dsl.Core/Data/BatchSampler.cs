using System.ComponentModel;
using I2MoE.Dsl.Randomness;

namespace I2MoE.Dsl.Data;

/// <summary>
/// Divides the samples of an epoch into batches. The order of an epoch depends on the number of samples, the seed and the epoch only, so that a run which
/// resumes at any epoch sees the batches it would have seen.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BatchSampler
{
    private readonly long _seed;
    private readonly bool _shuffle;
    private readonly long[][]? _groups;

    /// <summary>Describes the batches.</summary>
    /// <param name="count">The number of samples, at least 1.</param>
    /// <param name="batchSize">The number of samples in a batch, at least 1; the last batch of an epoch holds those that remain.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="shuffle">False for the order of the data, for example in an evaluation.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> or <paramref name="batchSize"/> is less than 1.</exception>
    public BatchSampler(int count, int batchSize, long seed, bool shuffle = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        Count = count;
        BatchSize = batchSize;
        _seed = seed;
        _shuffle = shuffle;
    }

    /// <summary>Describes batches that draw from groups of samples, such as those of each class, as often from one as from another, with replacement.</summary>
    /// <param name="groups">The rows of each group; one without any is left out.</param>
    /// <param name="batchSize">The number of samples in a batch, at least 1.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no rows, or <paramref name="batchSize"/> is less than 1.</exception>
    internal BatchSampler(IReadOnlyList<long[]> groups, int batchSize, long seed)
        : this(groups.Sum(rows => rows.Length), batchSize, seed)
    {
        _groups = [.. groups.Where(rows => rows.Length > 0)];
    }

    /// <summary>The number of samples.</summary>
    public int Count { get; }

    /// <summary>The number of samples in every batch but the last.</summary>
    public int BatchSize { get; }

    /// <summary>The number of batches in an epoch.</summary>
    public int BatchCount => (int)(((long)Count + BatchSize - 1) / BatchSize);

    /// <summary>The rows of each batch of an epoch; every sample occurs once, unless they are drawn from groups.</summary>
    /// <param name="epoch">The epoch, counted from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epoch"/> is negative.</exception>
    public IReadOnlyList<long[]> Epoch(int epoch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        long[] rows = new long[Count];
        if (_groups is not null)
        {
            SplitMix64 random = RandomKey.Of(_seed, RandomPurpose.Shuffling).Derive(epoch).CreateSequence();
            for (int i = 0; i < rows.Length; i++)
            {
                long[] group = _groups[random.NextInt(_groups.Length)];
                rows[i] = group[random.NextInt(group.Length)];
            }

            return [.. rows.Chunk(BatchSize)];
        }

        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = i;
        }

        if (_shuffle)
        {
            RandomKey.Of(_seed, RandomPurpose.Shuffling).Derive(epoch).CreateSequence().Shuffle<long>(rows);
        }

        return [.. rows.Chunk(BatchSize)];
    }
}
