namespace I2MoE.Dsl.Metrics;

/// <summary>
/// Harrell's concordance index: of the pairs of samples of which it is known who had the event first, the share whose expected times have that order; equal ones count half.
/// It is known where the earlier time is that of an event; of equal times an event comes before a sample that left (Harrell et al. 1982; lifelines: <c>concordance_index</c>).
/// </summary>
internal static class ConcordanceIndex
{
    /// <summary>The index; NaN where no pair can be compared. It takes N log N steps.</summary>
    /// <param name="times">The times, [N].</param>
    /// <param name="happened">Whether the event happened at the time, [N].</param>
    /// <param name="expected">What is predicted, later for a greater number, [N].</param>
    public static double Of(ReadOnlySpan<double> times, ReadOnlySpan<bool> happened, ReadOnlySpan<double> expected)
    {
        double[] values = [.. expected.ToArray().Distinct().Order()];
        (double Time, bool Happened, int Rank)[] samples = new (double, bool, int)[times.Length];
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = (times[i], happened[i], Array.BinarySearch(values, expected[i]));
        }

        var later = new RankCounts(values.Length);
        (double concordant, double pairs) = (0, 0);
        foreach (IGrouping<double, (double Time, bool Happened, int Rank)> at in samples.GroupBy(sample => sample.Time).OrderByDescending(group => group.Key))
        {
            foreach ((_, _, int rank) in at.Where(sample => !sample.Happened))
            {
                later.Add(rank);
            }

            foreach ((_, _, int rank) in at.Where(sample => sample.Happened))
            {
                int upTo = later.UpTo(rank);
                pairs += later.All;
                concordant += later.All - upTo + ((upTo - later.UpTo(rank - 1)) / 2.0);
            }

            foreach ((_, _, int rank) in at.Where(sample => sample.Happened))
            {
                later.Add(rank);
            }
        }

        return concordant / pairs;
    }

    // How many there are up to each rank, by sums of powers of two (Fenwick 1994).
    private sealed class RankCounts(int ranks)
    {
        private readonly int[] _sums = new int[ranks + 1];

        public int All { get; private set; }

        public void Add(int rank)
        {
            All++;
            for (int i = rank + 1; i < _sums.Length; i += i & -i)
            {
                _sums[i]++;
            }
        }

        public int UpTo(int rank)
        {
            int sum = 0;
            for (int i = rank + 1; i > 0; i -= i & -i)
            {
                sum += _sums[i];
            }

            return sum;
        }
    }
}
