using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Data;

/// <summary>Divides samples so that no group is in two parts.</summary>
internal sealed class GroupSplit
{
    private readonly int[] _targets;
    private readonly int[] _counts = new int[3];
    private readonly List<long[]>[] _parts = [[], [], []];

    private GroupSplit(int[] targets)
    {
        _targets = targets;
    }

    /// <summary>The rows of the training, validation and test part, each in ascending order.</summary>
    public static long[][] Divide(int count, IReadOnlyList<string> groups, long seed, double train, double validation)
    {
        GroupSplit split = new(SplitRows.Sizes(count, train, validation));
        split.Distribute(Members(count, groups, seed));
        while (split.Improve())
        {
        }

        return [.. split._parts.Select(part => part.SelectMany(rows => rows).Order().ToArray())];
    }

    /// <summary>The rows of every group, at least three, in an order that the seed says.</summary>
    public static long[][] Members(int count, IReadOnlyList<string> groups, long seed)
    {
        if (groups.Count != count)
        {
            throw new DatasetException($"{groups.Count} groups are given for {count} samples; give one for each sample.");
        }

        for (int row = 0; row < count; row++)
        {
            if (string.IsNullOrWhiteSpace(groups[row]))
            {
                throw new DatasetException($"The group of row {row} is empty, or stands for a missing value (such as NA); give every sample a group, one of its own where it is alone.");
            }
        }

        // By what they say, as labels are: 7, 7.0 and 007 are one patient. Sorted by name, so that the division depends on which samples belong together, not on which group comes first.
        IGrouping<string, long>[] named = [.. groups.Select((group, row) => (group: LabelValue.Parse(group).ToString(), row: (long)row)).GroupBy(s => s.group, s => s.row).OrderBy(g => g.Key, StringComparer.Ordinal)];
        if (named.Length < 3)
        {
            throw new DatasetException($"There are too few groups ({NearestName.List([.. named.Select(group => group.Key)])}); three parts need at least three.");
        }

        long[][] members = [.. named.Select(group => group.ToArray())];
        RandomKey.Of(seed, RandomPurpose.Splitting).CreateSequence().Shuffle<long[]>(members);
        return members;
    }

    // Each group goes where most samples are missing; the last ones to parts that have none.
    private void Distribute(long[][] groups)
    {
        for (int g = 0; g < groups.Length; g++)
        {
            int[] empty = [.. Enumerable.Range(0, 3).Where(p => _parts[p].Count == 0)];
            int[] open = groups.Length - g <= empty.Length ? empty : [0, 1, 2];
            Add(open.MaxBy(p => _targets[p] - _counts[p]), groups[g]);
        }
    }

    // Does the move of a group, or the exchange of two, that brings the sizes nearest to the wanted ones; false where none brings them nearer.
    private bool Improve()
    {
        long[][][] candidates = [.. _parts.Select(part => part.DistinctBy(group => group.Length).ToArray())];
        (long Gain, int From, int To, long[] Group, long[]? Return) best = (0, 0, 0, [], null);
        for (int from = 0; from < 3; from++)
        {
            for (int to = 0; to < 3; to++)
            {
                long[]?[] returns = _parts[from].Count > 1 ? [.. (long[]?[])[null], .. candidates[to]] : [.. candidates[to]];
                foreach (long[] group in from == to ? [] : candidates[from])
                {
                    foreach (long[]? back in returns)
                    {
                        long gain = Gain(from, to, group.Length - (back?.Length ?? 0));
                        best = gain > best.Gain ? (gain, from, to, group, back) : best;
                    }
                }
            }
        }

        if (best.Gain > 0)
        {
            Move(best.From, best.To, best.Group);
            if (best.Return is not null)
            {
                Move(best.To, best.From, best.Return);
            }
        }

        return best.Gain > 0;
    }

    private long Gain(int from, int to, int samples)
    {
        long before = Square(_counts[from] - _targets[from]) + Square(_counts[to] - _targets[to]);
        return before - Square(_counts[from] - samples - _targets[from]) - Square(_counts[to] + samples - _targets[to]);
    }

    private void Move(int from, int to, long[] group)
    {
        _parts[from].Remove(group);
        _counts[from] -= group.Length;
        Add(to, group);
    }

    private void Add(int part, long[] group)
    {
        _parts[part].Add(group);
        _counts[part] += group.Length;
    }

    private static long Square(long number) => number * number;
}
