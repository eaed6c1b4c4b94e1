using System.ComponentModel;

namespace I2MoE.Dsl.Interpretation.Uncertainty;

/// <summary>
/// Whether it helps to predict only where the model is sure (selective prediction, El-Yaniv and Wiener 2010): what is right of the samples of a group that
/// are kept when, of all samples, the least sure are left out. It can make a group worse where it makes the whole better (Jones et al. 2021).
/// </summary>
/// <param name="Kind"><c>all</c>, <c>class</c> or <c>present</c>.</param>
/// <param name="Group">What the samples have in common.</param>
/// <param name="Points">The curve, from all samples to a tenth.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record SelectiveCurve(string Kind, string Group, IReadOnlyList<SelectivePoint> Points)
{
    // One-sided 0.5 %: several groups are looked at.
    private const double WorseFrom = 2.58;

    // Fewer samples than these say nothing.
    private const int LeastSamples = 5;

    private static readonly double[] s_kept = [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1];

    // Judged where people would choose to be: what is sure of itself is a third of the samples at least.
    private static readonly double[] s_judged = [0.8, 0.5];

    /// <summary>Where less is right of what is kept than of all, beyond chance: the point where it is clearest; null where there is none.</summary>
    public SelectivePoint? Worse { get; private init; }

    /// <summary>The curves of groups.</summary>
    /// <param name="sureness">How sure the model is of every sample, [N].</param>
    /// <param name="right">Whether it is right, 0 to 1, [N].</param>
    /// <param name="groups">The groups, that of all samples first.</param>
    internal static IReadOnlyList<SelectiveCurve> Of(double[] sureness, double[] right, IReadOnlyList<SampleGroup> groups)
    {
        int[] order = [.. Enumerable.Range(0, sureness.Length).OrderByDescending(sample => sureness[sample])];
        int[] rank = new int[order.Length];
        foreach ((int place, int sample) in order.Index())
        {
            rank[sample] = place;
        }

        return [.. groups.Select(group => Of(group, rank, right))];
    }

    private static SelectiveCurve Of(SampleGroup group, int[] rank, double[] right)
    {
        double[] all = [.. group.Samples.Select(sample => right[sample])];
        SelectivePoint[] points =
        [
            .. s_kept.Select(share =>
            {
                double[] kept = [.. group.Samples.Where(sample => rank[sample] < Math.Round(share * rank.Length)).Select(sample => right[sample])];
                return new SelectivePoint(share, kept.Length, kept.Length == 0 ? double.NaN : kept.Average());
            }),
        ];
        (SelectivePoint Point, double Deviations) worst = points.Where(point => s_judged.Contains(point.Kept)).Select(point => (point, Deviations(all, point))).MinBy(it => it.Item2);
        return new SelectiveCurve(group.Kind, group.Name, points) { Worse = worst.Deviations < -WorseFrom ? worst.Point : null };
    }

    // How many standard deviations the mean of what is kept lies above that of samples drawn without replacement.
    private static double Deviations(double[] all, SelectivePoint point)
    {
        int dropped = all.Length - point.Samples;
        double mean = all.Average();
        double variance = all.Average(value => (value - mean) * (value - mean)) / point.Samples * dropped / Math.Max(1, all.Length - 1);
        return point.Samples < LeastSamples || dropped < LeastSamples || variance <= 0 ? 0 : (point.Right - mean) / Math.Sqrt(variance);
    }
}
