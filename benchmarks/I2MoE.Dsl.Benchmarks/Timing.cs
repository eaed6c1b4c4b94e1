using System.Diagnostics;

namespace I2MoE.Dsl.Benchmarks;

/// <summary>Times actions in turn, round by round, so that what the machine does meanwhile meets all of them alike.</summary>
internal static class Timing
{
    /// <summary>The milliseconds of every action in every round, after rounds that warm up.</summary>
    public static double[][] Interleave(int rounds, int warmUp, params Action[] actions)
    {
        double[][] times = [.. actions.Select(_ => new double[rounds])];
        for (int round = -warmUp; round < rounds; round++)
        {
            for (int action = 0; action < actions.Length; action++)
            {
                long start = Stopwatch.GetTimestamp();
                actions[action]();
                double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                if (round >= 0)
                {
                    times[action][round] = milliseconds;
                }
            }
        }

        return times;
    }

    /// <summary>The middle value.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>How often the second fits into the first, round by round: the median, the least and the greatest.</summary>
    public static (double Median, double Least, double Greatest) Ratio(double[] first, double[] second)
    {
        double[] ratios = [.. first.Zip(second, (one, other) => one / other)];
        return (Median(ratios), ratios.Min(), ratios.Max());
    }
}
