namespace KnownInteractions;

/// <summary>Spearman's rank correlation.</summary>
internal static class RankCorrelation
{
    /// <summary>The correlation of the ranks; equal values share their mean rank. NaN where one side is constant.</summary>
    public static double Of(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        double[] a = Ranks(first);
        double[] b = Ranks(second);
        double middle = (a.Length - 1) / 2.0;
        double covariance = a.Zip(b).Sum(pair => (pair.First - middle) * (pair.Second - middle));
        double spread = Math.Sqrt(a.Sum(rank => (rank - middle) * (rank - middle)) * b.Sum(rank => (rank - middle) * (rank - middle)));
        return spread > 0 ? covariance / spread : double.NaN;
    }

    private static double[] Ranks(IReadOnlyList<double> values) =>
        [.. values.Select(value => values.Count(other => other < value) + ((values.Count(other => other == value) - 1) / 2.0))];
}
