namespace I2MoE.Dsl.Experiments.Results;

/// <summary>Student's t distribution for whole degrees of freedom (Abramowitz and Stegun, 26.7.3 and 26.7.4).</summary>
internal static class StudentT
{
    /// <summary>The probability of a value as far from 0 as <paramref name="t"/>, or farther.</summary>
    /// <param name="t">The value; may be infinite.</param>
    /// <param name="degrees">The degrees of freedom, at least 1.</param>
    public static double TwoSided(double t, int degrees)
    {
        double angle = Math.Atan(Math.Abs(t) / Math.Sqrt(degrees));
        (double sine, double cosine) = Math.SinCos(angle);
        bool isOdd = degrees % 2 == 1;
        double term = isOdd ? cosine : 1;
        double sum = degrees == 1 ? 0 : term;
        for (int i = isOdd ? 3 : 2; i <= degrees - 2; i += 2)
        {
            term *= cosine * cosine * (i - 1) / i;
            sum += term;
        }

        double within = isOdd ? 2 / Math.PI * (angle + (sine * sum)) : sine * sum;
        return double.IsNaN(within) ? double.NaN : Math.Clamp(1 - within, 0, 1);
    }
}
