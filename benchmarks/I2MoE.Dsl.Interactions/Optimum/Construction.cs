namespace I2MoE.Dsl.Interactions.Optimum;

/// <summary>A distribution of a label and two sources, exact or finely discretised.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Joint">The probabilities [T, X, Y]; they need not sum to 1.</param>
internal sealed record Construction(string Name, double[,,] Joint)
{
    private const int Bins = 12;
    private const int Grid = 240;

    /// <summary>The constructions of the table: continuous latents in bins of equal probability, gates of bits, and a mixture of regimes.</summary>
    public static IReadOnlyList<Construction> All { get; } =
    [
        Gate("unique", (a, b, _) => a, noise: 0.05),
        Gate("XOR", (a, b, _) => a ^ b, noise: 0.05),
        Redundant(0.3),
        Redundant(1),
        Redundant(2),
        Sum(),
        Gate("AND of two bits", (a, b, _) => a & b, noise: 0),
        Gated(),
        Regimes([0.25, 0.25, 0.25, 0.25]),
        Regimes([0.1, 0.1, 0.6, 0.2]),
        Regimes([0.5, 0.1, 0.2, 0.2]),
    ];

    private static Construction Gate(string name, Func<int, int, int, int> label, double noise)
    {
        var joint = new double[2, 2, 2];
        for (int cell = 0; cell < 4; cell++)
        {
            int t = label(cell & 1, cell >> 1, 0);
            joint[t, cell & 1, cell >> 1] += 0.25 * (1 - noise);
            joint[1 - t, cell & 1, cell >> 1] += 0.25 * noise;
        }

        return new Construction(name, joint);
    }

    // The label is the sign of u; both sources are u with noise of their own.
    private static Construction Redundant(double deviation)
    {
        double total = Math.Sqrt(1 + (deviation * deviation));
        var joint = new double[2, Bins, Bins];
        foreach (double u in Normals())
        {
            double[] inBin = [.. Enumerable.Range(0, Bins).Select(bin => Between(Edge(bin) * total, Edge(bin + 1) * total, u, deviation))];
            Add(joint, u > 0 ? 1 : 0, inBin, inBin);
        }

        return new Construction(FormattableString.Invariant($"redundant, each view with noise sd {deviation}"), joint);
    }

    private static Construction Sum()
    {
        var joint = new double[2, Bins, Bins];
        foreach (double u in Normals())
        {
            foreach (double v in Normals())
            {
                joint[u + v > 0 ? 1 : 0, Math.Min(Bins - 1, (int)(Below(u) * Bins)), Math.Min(Bins - 1, (int)(Below(v) * Bins))]++;
            }
        }

        return new Construction("y = [u + v > 0]", joint);
    }

    // The first source says which bit is the label: its own, or that of the other.
    private static Construction Gated()
    {
        var joint = new double[2, 4, 2];
        for (int cell = 0; cell < 8; cell++)
        {
            (int which, int u, int v) = (cell & 1, (cell >> 1) & 1, cell >> 2);
            joint[which == 0 ? u : v, (which * 2) + u, v]++;
        }

        return new Construction("gate: y = u or v as m1 says", joint);
    }

    // Each sample is in one regime, which both sources show: unique 1, unique 2, synergy, redundancy.
    private static Construction Regimes(double[] shares)
    {
        var joint = new double[2, 8, 8];
        for (int cell = 0; cell < 16; cell++)
        {
            (int regime, int a, int b) = (cell & 3, (cell >> 2) & 1, cell >> 3);
            int t = regime switch { 1 => b, 2 => a ^ b, _ => a };
            if (regime != 3 || a == b)
            {
                joint[t, (regime * 2) + a, (regime * 2) + b] += shares[regime] * (regime == 3 ? 2 : 1);
            }
        }

        return new Construction($"regimes {string.Join(' ', shares.Select(share => share.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)))}", joint);
    }

    private static void Add(double[,,] joint, int t, double[] x, double[] y)
    {
        for (int i = 0; i < Bins; i++)
        {
            for (int j = 0; j < Bins; j++)
            {
                joint[t, i, j] += x[i] * y[j];
            }
        }
    }

    // Standard normals of equal probability.
    private static IEnumerable<double> Normals() => Enumerable.Range(0, Grid).Select(i => Quantile((i + 0.5) / Grid));

    private static double Edge(int bin) => bin == 0 ? double.NegativeInfinity : bin == Bins ? double.PositiveInfinity : Quantile((double)bin / Bins);

    private static double Between(double low, double high, double mean, double deviation) => Below((high - mean) / deviation) - Below((low - mean) / deviation);

    // By bisection: the table is made once.
    private static double Quantile(double probability)
    {
        (double low, double high) = (-9, 9);
        for (int i = 0; i < 60; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = Below(middle) < probability ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    // Abramowitz and Stegun 26.2.17, exact to 1e-7.
    private static double Below(double x)
    {
        if (double.IsInfinity(x))
        {
            return x > 0 ? 1 : 0;
        }

        double t = 1 / (1 + (0.2316419 * Math.Abs(x)));
        double tail = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI) * t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return x >= 0 ? 1 - tail : tail;
    }
}
