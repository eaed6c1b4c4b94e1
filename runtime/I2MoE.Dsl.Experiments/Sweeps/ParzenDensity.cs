using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Specification.Sweeps;

namespace I2MoE.Dsl.Experiments.Sweeps;

/// <summary>
/// The density of the values of a parameter over [0, 1]: of choices their shares, with one more of each; of numbers a normal kernel at every value, as wide as
/// the gap to its neighbours, and a wide one in the middle, all of them reflected at the ends.
/// </summary>
internal sealed class ParzenDensity
{
    private const double LeastWidth = 0.01;

    private readonly double[] _centres;
    private readonly double[] _widths;
    private readonly double[]? _shares;

    private ParzenDensity(double[] centres, double[] widths, double[]? shares)
    {
        _centres = centres;
        _widths = widths;
        _shares = shares;
    }

    /// <summary>The density of values.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="values">Its values in trials; those that it does not have are left out.</param>
    public static ParzenDensity Of(SweepParameter parameter, IEnumerable<string> values)
    {
        double[] units = [.. values.Select(parameter.UnitOf).OfType<double>()];
        if (parameter.Scale == SweepScale.Choice)
        {
            double[] counts = [.. Enumerable.Range(0, parameter.Choices.Count).Select(choice => 1.0 + units.Count(unit => (int)(unit * parameter.Choices.Count) == choice))];
            return new ParzenDensity([], [], [.. counts.Select(count => count / counts.Sum())]);
        }

        double[] centres = [.. units.Append(0.5).Order()];
        double least = Math.Max(LeastWidth, 1.0 / (1 + centres.Length));
        double[] widths = [.. centres.Select((centre, i) => Math.Clamp(Math.Max(centre - (i > 0 ? centres[i - 1] : 0), (i + 1 < centres.Length ? centres[i + 1] : 1) - centre), least, 1))];

        // The one in the middle keeps every value possible.
        widths[Array.IndexOf(centres, 0.5)] = 1;
        return new ParzenDensity(centres, widths, shares: null);
    }

    /// <summary>The density at a place of [0, 1].</summary>
    public double At(double unit)
    {
        if (_shares is not null)
        {
            return _shares[Math.Min((int)(unit * _shares.Length), _shares.Length - 1)] * _shares.Length;
        }

        double sum = 0;
        for (int i = 0; i < _centres.Length; i++)
        {
            foreach (double image in (double[])[unit, -unit, 2 - unit, unit - 2, unit + 2])
            {
                double z = (image - _centres[i]) / _widths[i];
                sum += Math.Exp(-z * z / 2) / _widths[i];
            }
        }

        return sum / _centres.Length / Math.Sqrt(2 * Math.PI);
    }

    /// <summary>A place of [0, 1] by the density.</summary>
    public double Draw(ref SplitMix64 random)
    {
        if (_shares is not null)
        {
            double left = random.NextDouble();
            int choice = 0;
            while (choice < _shares.Length - 1 && left >= _shares[choice])
            {
                left -= _shares[choice++];
            }

            return (choice + 0.5) / _shares.Length;
        }

        int kernel = random.NextInt(_centres.Length);
        double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
        double unit = _centres[kernel] + (_widths[kernel] * radius * Math.Cos(2 * Math.PI * random.NextDouble()));

        // Reflected at 0 and 1, as often as it takes.
        double wave = Math.Abs(unit) % 2;
        return wave > 1 ? 2 - wave : wave;
    }
}
