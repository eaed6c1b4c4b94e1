namespace I2MoE.Dsl.Metrics;

/// <summary>
/// The Brier score of survival curves, its mean over time. What is not known of samples that left is made up for by those like them who stayed: each is weighted by the
/// inverse of the probability of still being observed, which Kaplan and Meier's estimate of the leaving of these samples gives (Graf et al. 1999).
/// </summary>
internal static class IntegratedBrierScore
{
    /// <summary>The mean over the time from 0 to the last end, by the trapezoid rule between the ends; 0 at best, and at 0 the score is 0.</summary>
    /// <param name="times">The times, [N].</param>
    /// <param name="happened">Whether the event happened at the time, [N].</param>
    /// <param name="survival">The probability of no event until each end, [N][K].</param>
    /// <param name="ends">The ends of the intervals, ascending, [K].</param>
    public static double Of(double[] times, bool[] happened, double[][] survival, IReadOnlyList<double> ends)
    {
        (double Time, double Before, double After)[] observed = Observed(times, happened);
        double[] atOwnTime = [.. times.Select(time => At(observed, time, isBefore: true))];
        double sum = 0;
        (double begin, double before) = (0, 0);
        for (int interval = 0; interval < ends.Count; interval++)
        {
            double score = Score(times, happened, [.. survival.Select(curve => curve[interval])], ends[interval], atOwnTime, At(observed, ends[interval], isBefore: false));
            sum += (ends[interval] - begin) * (before + score) / 2;
            (begin, before) = (ends[interval], score);
        }

        return sum / begin;
    }

    private static double Score(double[] times, bool[] happened, double[] survival, double end, double[] atOwnTime, double atEnd)
    {
        double sum = 0;
        for (int sample = 0; sample < times.Length; sample++)
        {
            double alive = survival[sample];
            sum += times[sample] > end ? (1 - alive) * (1 - alive) / atEnd
                : happened[sample] ? alive * alive / atOwnTime[sample]
                : 0;
        }

        return sum / times.Length;
    }

    // At each time at which samples left, the probability of still being observed just before and just after it. Events at the same time come first.
    private static (double Time, double Before, double After)[] Observed(double[] times, bool[] happened)
    {
        List<(double, double, double)> steps = [];
        double probability = 1;
        int risk = times.Length;
        foreach (IGrouping<double, bool> at in times.Zip(happened).GroupBy(sample => sample.First, sample => sample.Second).OrderBy(group => group.Key))
        {
            int events = at.Count(it => it);
            int left = at.Count() - events;
            risk -= events;
            if (left > 0)
            {
                double after = probability * (risk - left) / risk;
                steps.Add((at.Key, probability, after));
                probability = after;
                risk -= left;
            }
        }

        return [.. steps];
    }

    private static double At((double Time, double Before, double After)[] observed, double time, bool isBefore)
    {
        double probability = 1;
        foreach ((double step, double before, double after) in observed)
        {
            if (step > time)
            {
                break;
            }

            probability = step.Equals(time) && isBefore ? before : after;
        }

        return probability;
    }
}
