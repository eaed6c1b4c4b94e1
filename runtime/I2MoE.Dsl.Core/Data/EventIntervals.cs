using System.Globalization;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>
/// The intervals of time by which the time to an event is told: the first begins at 0, each ends where the next begins, and nothing is said of what comes after the
/// last. An output of a model is the log odds of the event in an interval, for who has had none before.
/// </summary>
/// <param name="Ends">Where each interval ends, ascending from above 0, [K].</param>
internal sealed record EventIntervals(IReadOnlyList<double> Ends)
{
    /// <summary>The intervals of a model: of the training part, or of length 1 where it was not trained.</summary>
    public static EventIntervals Of(ModelDescription model) =>
        new(model.IntervalEnds ?? [.. Enumerable.Range(1, model.Outputs).Select(end => (double)end)]);

    /// <summary>Of the events of some samples as many in each interval, as far as equal times let them be; where fewer times than intervals differ, the longest are halved.</summary>
    /// <param name="labels">Times and whether the event happened, float32 [N, 2], of which at least one did.</param>
    /// <param name="count">The number of intervals.</param>
    public static EventIntervals Fit(Tensor labels, int count)
    {
        float[] values = labels.to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
        float[] times = [.. Enumerable.Range(0, values.Length / 2).Where(row => values[(2 * row) + 1] > 0 && values[2 * row] > 0).Select(row => values[2 * row]).Order()];
        SortedSet<float> ends = [.. Enumerable.Range(1, times.Length == 0 ? 0 : count).Select(place => times[((place * times.Length) - 1) / count])];
        if (ends.Count == 0)
        {
            ends.Add(1);
        }

        while (ends.Count < count)
        {
            (float begin, float end) = ends.Prepend(0).Zip(ends).MaxBy(gap => gap.Second - gap.First);
            float middle = begin + ((end - begin) / 2);
            if (middle <= begin || !ends.Add(middle))
            {
                // Nothing lies between neighbouring numbers.
                ends.Add(ends.Max * 2);
            }
        }

        return new EventIntervals([.. ends.Select(end => (double)end)]);
    }

    /// <summary>The interval in which a sample is last known of, from 0: that of its event, or the first that it is not known to have outlived; K beyond the last.</summary>
    /// <param name="time">Its time.</param>
    /// <param name="happened">Whether the event happened then.</param>
    public int Place(double time, bool happened) => Ends.Count(end => happened ? end < time : end <= time);

    /// <summary>Labels as they are learned: the interval in which each sample is last known of, and whether the event happened in it, float32 [N, 2].</summary>
    /// <param name="labels">Times and whether the event happened, float32 [N, 2].</param>
    public Tensor Places(Tensor labels)
    {
        Tensor ends = tensor(Ends.ToArray()).to(labels.device);
        Tensor times = labels.select(1, 0).to(ScalarType.Float64).unsqueeze(1);
        Tensor happened = labels.select(1, 1).gt(TorchNumber.Of(0));
        Tensor places = where(happened, ends.lt(times).sum(dim: 1), ends.le(times).sum(dim: 1));
        return stack([places.to(ScalarType.Float32), happened.logical_and(places.lt(TorchNumber.Of(Ends.Count))).to(ScalarType.Float32)], dim: 1);
    }

    /// <summary>The probability of no event until the end of each interval, [K].</summary>
    /// <param name="logOdds">The outputs of a sample, [K].</param>
    public double[] Survival(IReadOnlyList<double> logOdds)
    {
        double[] survival = new double[Ends.Count];
        double log = 0;
        for (int interval = 0; interval < survival.Length; interval++)
        {
            log -= LogOnePlusExp(logOdds[interval]);
            survival[interval] = Math.Exp(log);
        }

        return survival;
    }

    /// <summary>The expected time until the event or the end of the last interval, whichever is first (the restricted mean): the area under the survival curve.</summary>
    /// <param name="logOdds">The outputs of a sample, [K].</param>
    public double MeanTime(IReadOnlyList<double> logOdds)
    {
        double area = 0;
        (double begin, double before) = (0, 1);
        foreach ((double end, double after) in Ends.Zip(Survival(logOdds)))
        {
            area += (end - begin) * (before + after) / 2;
            (begin, before) = (end, after);
        }

        return area;
    }

    /// <summary>The time until which half have had the event, linear within an interval; null where it is after the last.</summary>
    /// <param name="logOdds">The outputs of a sample, [K].</param>
    public double? MedianTime(IReadOnlyList<double> logOdds)
    {
        (double begin, double before) = (0, 1);
        foreach ((double end, double after) in Ends.Zip(Survival(logOdds)))
        {
            if (after <= 0.5)
            {
                return begin + ((end - begin) * (before - 0.5) / (before - after));
            }

            (begin, before) = (end, after);
        }

        return null;
    }

    /// <summary>What each interval is called, for example <c>until 365</c>, [K].</summary>
    public IReadOnlyList<string> Names => [.. Ends.Select(end => "until " + ((float)end).ToString("R", CultureInfo.InvariantCulture))];

    /// <summary>ln(1 + e^x), which is -ln of the probability of no event.</summary>
    internal static double LogOnePlusExp(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
}
