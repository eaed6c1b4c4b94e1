namespace I2MoE.Dsl.Interactions.Study;

/// <summary>Draws latents.</summary>
/// <param name="random">The source of chance.</param>
internal sealed class LatentRandom(Random random)
{
    /// <summary>A standard normal number.</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>A number from 0 to below 1.</summary>
    public double Uniform() => random.NextDouble();

    /// <summary>A whole number from 0 to below a bound.</summary>
    public int Below(int bound) => random.Next(bound);

    /// <summary>Two fair bits.</summary>
    public (double[] Latents, double Label) Bits(Func<int, int, int> label)
    {
        (int a, int b) = (Below(2), Below(2));
        return ([a, b], label(a, b));
    }

    /// <summary>Two independent normal numbers.</summary>
    public (double[] Latents, double Label) Numbers(Func<double, double, double> label)
    {
        (double u, double v) = (Normal(), Normal());
        return ([u, v], label(u, v));
    }

    /// <summary>Two views of one normal number, which the label depends on, each with noise of its own.</summary>
    public (double[] Latents, double Label) Views(double first, double second, Func<double, double>? label = null)
    {
        double u = Normal();
        return ([u + (first * Normal()), u + (second * Normal())], label?.Invoke(u) ?? (u > 0 ? 1 : 0));
    }

    /// <summary>The first modality says which bit is the label: its own, or that of the other.</summary>
    public (double[] Latents, double Label) Gate()
    {
        (int which, int u, int v) = (Below(2), Below(2), Below(2));
        return ([(which * 2) + u, v], which == 0 ? u : v);
    }

    /// <summary>A regime that both modalities show: unique 1, unique 2, synergy, redundancy.</summary>
    public (double[] Latents, double Label) Regime(double[] shares)
    {
        double uniform = Uniform();
        int regime = 0;
        while (regime < 3 && uniform >= shares[regime])
        {
            uniform -= shares[regime++];
        }

        (int a, int b) = (Below(2), Below(2));
        b = regime == 3 ? a : b;
        return ([(regime * 2) + a, (regime * 2) + b], regime switch { 1 => b, 2 => a ^ b, _ => a });
    }

    /// <summary>Three fair bits.</summary>
    public (double[] Latents, double Label) Three(Func<int, int, int, int> label)
    {
        (int a, int b, int c) = (Below(2), Below(2), Below(2));
        return ([a, b, c], label(a, b, c));
    }

    /// <summary>One bit in the first and the third modality, another in the second.</summary>
    public (double[] Latents, double Label) TwoAlike()
    {
        (int a, int b) = (Below(2), Below(2));
        return ([a, b, a], a);
    }

    /// <summary>A bit where a line over the field of four elements begins; each modality has one of its points, of which two tell the bit and one nothing.</summary>
    public (double[] Latents, double Label) Secret()
    {
        (int secret, int slope) = (Below(2), Below(4));
        int[][] times = [[0, 1, 2, 3], [0, 2, 3, 1], [0, 3, 1, 2]];
        return ([.. times.Select(point => (double)(secret ^ point[slope]))], secret);
    }

    /// <summary>Four fair bits.</summary>
    public (double[] Latents, double Label) Four(Func<int, int, int, int, int> label)
    {
        (int a, int b, int c, int d) = (Below(2), Below(2), Below(2), Below(2));
        return ([a, b, c, d], label(a, b, c, d));
    }

    /// <summary>One bit, in all modalities.</summary>
    /// <param name="modalities">How many there are.</param>
    public (double[] Latents, double Label) Same(int modalities)
    {
        double a = Below(2);
        return ([.. Enumerable.Repeat(a, modalities)], a);
    }

    /// <summary>Two modalities that show three bits each: one of its own, one to be combined with the other's, and one that is the same in both.</summary>
    /// <param name="labels">The labels of own and own, combined and combined, and the same bit; label by label, the first the lowest bit.</param>
    public (double[] Latents, double Label) Several(Func<int, int, int, int, int, int[]> labels)
    {
        (int a, int b, int x, int y, int same) = (Below(2), Below(2), Below(2), Below(2), Below(2));
        return ([a + (2 * x) + (4 * same), b + (2 * y) + (4 * same)], labels(a, b, x, y, same).Index().Sum(label => label.Item << label.Index));
    }
}
