namespace I2MoE.Dsl.Interpretation.PartialInformation;

/// <summary>
/// The partial information decomposition of Bertschinger, Rauh, Olbrich, Jost and Ay (2014) for two discrete sources: of all distributions
/// that have the given marginals of (target, first) and (target, second), it takes the one in which both sources together tell the least.
/// </summary>
/// <remarks>
/// The least of I_Q(T; X, Y) is a convex problem, solved by mirror descent: with r(x, y) the marginal of Q, the next Q is the projection of
/// Q^(1 - step) r^step on the given marginals, by iterative scaling. A step of 1 is alternating minimisation, which never goes up and ends at
/// the global minimum (Csiszár and Tusnády 1984); longer steps are taken as long as they go down further.
/// </remarks>
public static class Broja
{
    private const int MaximumSteps = 2_000;
    private const int MaximumScalings = 500;
    private const double Tolerance = 1e-9;
    private const double MarginTolerance = 1e-10;
    private const double Tiny = 1e-300;

    /// <summary>Decomposes what two sources tell about a target.</summary>
    /// <param name="joint">The probabilities or counts [T, X, Y] of target, first and second source; they need not sum to 1.</param>
    /// <returns>The four parts in bits, exact to about 1e-4.</returns>
    /// <exception cref="ArgumentException">An entry is negative or not finite, or all are 0.</exception>
    public static InformationParts Decompose(double[,,] joint)
    {
        double[,,] p = Normalise(joint);
        double first = Information(p, (x, _) => x);
        double second = Information(p, (_, y) => y);
        double both = OfBoth(p);
        double least = Math.Clamp(LeastInformation(p), Math.Max(first, second), Math.Max(both, Math.Max(first, second)));
        return new InformationParts(
            UniqueFirst: least - second,
            UniqueSecond: least - first,
            Synergy: Math.Max(both - least, 0),
            Redundancy: Math.Max(first + second - least, 0));
    }

    private static double[,,] Normalise(double[,,] joint)
    {
        ArgumentNullException.ThrowIfNull(joint);
        double total = 0;
        foreach (double value in joint)
        {
            if (!double.IsFinite(value) || value < 0)
            {
                throw new ArgumentException(FormattableString.Invariant($"The joint distribution has the entry {value}. Allowed: finite numbers of at least 0."), nameof(joint));
            }

            total += value;
        }

        if (total <= 0)
        {
            throw new ArgumentException("The joint distribution has no entry above 0.", nameof(joint));
        }

        var p = new double[joint.GetLength(0), joint.GetLength(1), joint.GetLength(2)];
        ForEach(p, (t, x, y) => p[t, x, y] = joint[t, x, y] / total);
        return p;
    }

    private static double LeastInformation(double[,,] p)
    {
        (double[,] first, double[,] second) = Marginals(p);
        double[] target = Target(p);
        var q = new double[p.GetLength(0), p.GetLength(1), p.GetLength(2)];
        ForEach(q, (t, x, y) => q[t, x, y] = target[t] > 0 ? first[t, x] * second[t, y] / target[t] : 0);
        double least = OfBoth(q);
        double length = 1;
        for (int step = 0, still = 0; step < MaximumSteps && still < 5; step++)
        {
            double[,,] next = Step(q, length, first, second, out bool isProjected);
            double information = OfBoth(next);
            if ((information > least || !isProjected) && length > 1)
            {
                length = Math.Max(1, length / 2);
                continue;
            }

            still = least - information < Tolerance ? still + 1 : 0;
            (q, least, length) = (next, Math.Min(least, information), length * 1.5);
        }

        return least;
    }

    private static double[,,] Step(double[,,] q, double length, double[,] first, double[,] second, out bool isProjected)
    {
        isProjected = true;
        double[,] sources = Sources(q);
        var next = new double[q.GetLength(0), q.GetLength(1), q.GetLength(2)];
        for (int t = 0; t < q.GetLength(0); t++)
        {
            double greatest = double.NegativeInfinity;
            for (int x = 0; x < q.GetLength(1); x++)
            {
                for (int y = 0; y < q.GetLength(2); y++)
                {
                    bool canBe = first[t, x] > 0 && second[t, y] > 0;
                    next[t, x, y] = canBe ? ((1 - length) * Math.Log(q[t, x, y] + Tiny)) + (length * Math.Log(sources[x, y] + Tiny)) : double.NegativeInfinity;
                    greatest = Math.Max(greatest, next[t, x, y]);
                }
            }

            for (int x = 0; x < q.GetLength(1); x++)
            {
                for (int y = 0; y < q.GetLength(2); y++)
                {
                    next[t, x, y] = double.IsNegativeInfinity(next[t, x, y]) ? 0 : Math.Exp(next[t, x, y] - greatest);
                }
            }

            isProjected &= Scale(next, t, first, second);
        }

        return next;
    }

    // Iterative proportional fitting of one slice of Q. Whether it has the marginals now.
    private static bool Scale(double[,,] q, int t, double[,] first, double[,] second)
    {
        for (int scaling = 0; scaling < MaximumScalings; scaling++)
        {
            double worst = 0;
            for (int x = 0; x < q.GetLength(1); x++)
            {
                double sum = 0;
                for (int y = 0; y < q.GetLength(2); y++)
                {
                    sum += q[t, x, y];
                }

                worst = Math.Max(worst, Math.Abs(sum - first[t, x]));
                for (int y = 0; y < q.GetLength(2); y++)
                {
                    q[t, x, y] *= sum > 0 ? first[t, x] / sum : 0;
                }
            }

            for (int y = 0; y < q.GetLength(2); y++)
            {
                double sum = 0;
                for (int x = 0; x < q.GetLength(1); x++)
                {
                    sum += q[t, x, y];
                }

                for (int x = 0; x < q.GetLength(1); x++)
                {
                    q[t, x, y] *= sum > 0 ? second[t, y] / sum : 0;
                }
            }

            if (worst < MarginTolerance)
            {
                return true;
            }
        }

        return false;
    }

    private static double OfBoth(double[,,] p) => Information(p, (x, y) => (x * p.GetLength(2)) + y);

    // The mutual information, in bits, of the target and a function of the sources.
    private static double Information(double[,,] p, Func<int, int, int> source)
    {
        int values = p.GetLength(1) * p.GetLength(2);
        var joint = new double[p.GetLength(0), values];
        var sources = new double[values];
        ForEach(p, (t, x, y) =>
        {
            joint[t, source(x, y)] += p[t, x, y];
            sources[source(x, y)] += p[t, x, y];
        });
        double[] target = Target(p);
        double information = 0;
        for (int t = 0; t < target.Length; t++)
        {
            for (int s = 0; s < values; s++)
            {
                information += joint[t, s] > 0 ? joint[t, s] * Math.Log2(joint[t, s] / (target[t] * sources[s])) : 0;
            }
        }

        return information;
    }

    private static double[] Target(double[,,] p)
    {
        var target = new double[p.GetLength(0)];
        ForEach(p, (t, x, y) => target[t] += p[t, x, y]);
        return target;
    }

    private static double[,] Sources(double[,,] p)
    {
        var sources = new double[p.GetLength(1), p.GetLength(2)];
        ForEach(p, (t, x, y) => sources[x, y] += p[t, x, y]);
        return sources;
    }

    private static (double[,] First, double[,] Second) Marginals(double[,,] p)
    {
        var first = new double[p.GetLength(0), p.GetLength(1)];
        var second = new double[p.GetLength(0), p.GetLength(2)];
        ForEach(p, (t, x, y) =>
        {
            first[t, x] += p[t, x, y];
            second[t, y] += p[t, x, y];
        });
        return (first, second);
    }

    private static void ForEach(double[,,] p, Action<int, int, int> action)
    {
        for (int t = 0; t < p.GetLength(0); t++)
        {
            for (int x = 0; x < p.GetLength(1); x++)
            {
                for (int y = 0; y < p.GetLength(2); y++)
                {
                    action(t, x, y);
                }
            }
        }
    }
}
