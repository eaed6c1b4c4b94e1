namespace I2MoE.Dsl.Interpretation;

/// <summary>Gauss-Legendre quadrature on [0, 1], exact for polynomials of degree 2 n - 1.</summary>
internal static class GaussLegendre
{
    /// <summary>The nodes and their weights, which sum to 1.</summary>
    /// <param name="count">The number n of nodes, at least 1.</param>
    public static (double[] Nodes, double[] Weights) Nodes(int count)
    {
        double[] nodes = new double[count];
        double[] weights = new double[count];
        for (int i = 0; i < count; i++)
        {
            // Newton's method on the Legendre polynomial, from Tricomi's estimate of its root.
            double x = Math.Cos(Math.PI * (i + 0.75) / (count + 0.5));
            double slope = 0;
            for (int iteration = 0; iteration < 100; iteration++)
            {
                (double value, slope) = Legendre(count, x);
                double step = value / slope;
                x -= step;
                if (Math.Abs(step) < 1e-15)
                {
                    break;
                }
            }

            nodes[i] = (1 - x) / 2;
            weights[i] = 1 / ((1 - (x * x)) * slope * slope);
        }

        return (nodes, weights);
    }

    private static (double Value, double Slope) Legendre(int degree, double x)
    {
        double before = 0;
        double value = 1;
        for (int k = 1; k <= degree; k++)
        {
            (before, value) = (value, ((((2 * k) - 1) * x * value) - ((k - 1) * before)) / k);
        }

        return (value, degree * ((x * value) - before) / ((x * x) - 1));
    }
}
