using System.Globalization;

namespace I2MoE.Dsl.Data;

/// <summary>
/// Watches what becomes of values as 32-bit numbers, which have 24 bits of digits: times in seconds since 1970, sample numbers and other large values that
/// differ little become equal, and a feature that says much would say nothing.
/// </summary>
/// <param name="features">The number of features.</param>
internal sealed class RoundedValues(long features)
{
    // Whoever lies farther away than this many 32-bit numbers is told apart.
    private const int Near = 64;

    // Less than this share of the values is the noise of a computation with 64 bits, which nobody misses.
    private const double Noise = 1e-12;

    private readonly float[] _first = NotANumber<float>(features);
    private readonly double[] _exact = NotANumber<double>(features);
    private readonly bool[] _isLost = new bool[features];
    private readonly double[] _sums = new double[features];
    private readonly double[] _squares = new double[features];
    private readonly float[] _greatest = new float[features];
    private readonly long[] _counts = new long[features];

    /// <summary>Takes a value.</summary>
    /// <param name="feature">The place of its feature.</param>
    /// <param name="value">What it became.</param>
    /// <returns>Whether <see cref="AddExact"/> has to be told what it was.</returns>
    public bool Add(long feature, float value)
    {
        if (!float.IsFinite(value))
        {
            return false;
        }

        float first = _first[feature];
        bool isFirst = float.IsNaN(first);
        if (isFirst)
        {
            _first[feature] = first = value;
        }

        double away = (double)value - first;
        _sums[feature] += away;
        _squares[feature] += away * away;
        _greatest[feature] = Math.Max(_greatest[feature], Math.Abs(value));
        _counts[feature]++;
        return isFirst || (!_isLost[feature] && Math.Abs(away) <= Near * StepAt(first));
    }

    /// <summary>Takes what a value was, after <see cref="Add"/> asked for it.</summary>
    /// <param name="feature">The place of its feature.</param>
    /// <param name="exact">The value as it is stored.</param>
    public void AddExact(long feature, double exact)
    {
        if (double.IsNaN(_exact[feature]))
        {
            _exact[feature] = exact;
            return;
        }

        double away = Math.Abs(exact - _exact[feature]);
        bool isSaid = away > Noise * Math.Abs(exact) || (away > 0 && IsCount(exact) && IsCount(_exact[feature]));
        _isLost[feature] = (exact != (float)exact || _exact[feature] != (float)_exact[feature]) && isSaid;
    }

    /// <summary>What is lost, as a sentence; null where nothing is that matters.</summary>
    /// <param name="name">What a feature is called.</param>
    public string? Find(Func<long, string> name)
    {
        for (long feature = 0; feature < features; feature++)
        {
            double step = StepAt(_greatest[feature]);
            double mean = _sums[feature] / Math.Max(1, _counts[feature]);
            double deviation = Math.Sqrt(Math.Max(0, (_squares[feature] / Math.Max(1, _counts[feature])) - (mean * mean)));
            if (_isLost[feature] && deviation < Near / 4 * step)
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name(feature)} has values such as {_exact[feature]:R} that differ by little more than 32-bit numbers of this size do, which are {step:R} apart: most of what they say is lost. Subtract a number that all of them are near in the file, for example {Math.Floor(_exact[feature]):R}.");
            }
        }

        return null;
    }

    // Whole numbers that 64 bits hold exactly are no result of a computation: numbers of records, and counts.
    private static bool IsCount(double value) => value == Math.Truncate(value) && Math.Abs(value) <= 1L << 53;

    private static double StepAt(float value) => (double)MathF.BitIncrement(Math.Abs(value)) - Math.Abs(value);

    private static T[] NotANumber<T>(long length)
        where T : struct, System.Numerics.IFloatingPointIeee754<T>
    {
        T[] values = new T[length];
        Array.Fill(values, T.NaN);
        return values;
    }
}
