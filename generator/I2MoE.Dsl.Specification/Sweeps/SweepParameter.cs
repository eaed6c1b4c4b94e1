using System.Globalization;

namespace I2MoE.Dsl.Specification.Sweeps;

/// <summary>What a sweep changes at one place of the experiment.</summary>
/// <param name="Key">The keys that lead to the place, with points between them: <c>training.learning_rate</c>.</param>
/// <param name="Scale">How the values are spread.</param>
/// <param name="Low">The least value of a range.</param>
/// <param name="High">The greatest.</param>
/// <param name="Step">What whole numbers of a range are apart; 1 otherwise.</param>
/// <param name="Steps">The number of values that a grid takes of a range; 0 where it is not stated.</param>
/// <param name="Choices">The values to choose from, each as YAML on one line; none for a range.</param>
public sealed record SweepParameter(string Key, SweepScale Scale, double Low, double High, int Step, int Steps, EquatableArray<string> Choices)
{
    // Places of a range from 0, its low end, to 1.
    private static readonly double[] s_ends = [0, 1];
    private static readonly double[] s_judgedPlaces = [0, 0.38196601125, 1];

    private const int Digits = 4;

    /// <summary>Whether it is a range of whole numbers.</summary>
    public bool IsInteger => Scale is SweepScale.Integer or SweepScale.LogInteger;

    /// <summary>Whether it is evenly spread in its logarithm.</summary>
    public bool IsLog => Scale is SweepScale.Log or SweepScale.LogInteger;

    /// <summary>The number of its values; infinite for a range of numbers.</summary>
    public double Count => Scale == SweepScale.Choice ? Choices.Count : IsInteger ? Math.Floor((High - Low) / Step) + 1 : double.PositiveInfinity;

    /// <summary>The value at a place of [0, 1], as YAML: numbers with four digits, whole numbers in their steps.</summary>
    public string ValueAt(double unit)
    {
        double place = Math.Min(Math.Max(unit, 0), 1);
        if (Scale == SweepScale.Choice)
        {
            return Choices[Math.Min((int)(place * Choices.Count), Choices.Count - 1)];
        }

        if (!IsInteger)
        {
            return NumberText.Shortest(Math.Min(Math.Max(Rounded(OnScale(Low, High, place)), Low), High));
        }

        // Every whole number has the same room, half a step to each side.
        double half = Step / 2.0;
        double number = OnScale(Math.Max(Low - half, IsLog ? Low / 2 : double.NegativeInfinity), Low + ((Count - 1) * Step) + half, place);
        double index = Math.Min(Math.Max(Math.Round((number - Low) / Step), 0), Count - 1);
        return (Low + (index * Step)).ToString("0", CultureInfo.InvariantCulture);
    }

    /// <summary>The place of a value in [0, 1]; the middle of its room for a choice or a whole number. Null for what is none of its values.</summary>
    public double? UnitOf(string value)
    {
        if (Scale == SweepScale.Choice)
        {
            int index = Choices.ToList().IndexOf(value);
            return index < 0 ? null : (index + 0.5) / Choices.Count;
        }

        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || number < Low || number > High)
        {
            return null;
        }

        if (!IsInteger)
        {
            return PlaceOf(Low, High, number);
        }

        double half = Step / 2.0;
        return PlaceOf(Math.Max(Low - half, IsLog ? Low / 2 : double.NegativeInfinity), Low + ((Count - 1) * Step) + half, number);
    }

    /// <summary>The values that a grid takes, from the least; null where a range of numbers does not say how many.</summary>
    public IReadOnlyList<string>? Grid()
    {
        if (Scale == SweepScale.Choice)
        {
            return [.. Choices];
        }

        if (Steps > 0)
        {
            return [.. Enumerable.Range(0, Steps).Select(i => EndToEnd(Steps == 1 ? 0.5 : i / (Steps - 1.0))).Distinct()];
        }

        return IsInteger ? [.. Enumerable.Range(0, (int)Math.Min(Count, int.MaxValue - 1)).Select(i => (Low + ((double)i * Step)).ToString("0", CultureInfo.InvariantCulture))] : null;
    }

    /// <summary>The values at which the rules judge a range: its ends and some between them, every whole number where they are few; of a choice all.</summary>
    internal IReadOnlyList<string> Judged(int fewest = 64)
    {
        return Scale == SweepScale.Choice || (IsInteger && Count <= fewest)
            ? [.. Grid()!]
            : [.. s_judgedPlaces.Select(EndToEnd).Distinct()];
    }

    /// <summary>The ends of a range; of a choice all values.</summary>
    internal IReadOnlyList<string> Corners() => Scale == SweepScale.Choice ? [.. Choices] : [.. s_ends.Select(EndToEnd).Distinct()];

    // A range from its first value to its last, both of them.
    private string EndToEnd(double place)
    {
        double number = OnScale(Low, High, place);
        return IsInteger
            ? (Low + (Math.Min(Math.Max(Math.Round((number - Low) / Step), 0), Count - 1) * Step)).ToString("0", CultureInfo.InvariantCulture)
            : NumberText.Shortest(place is 0 ? Low : place is 1 ? High : Math.Min(Math.Max(Rounded(number), Low), High));
    }

    private double OnScale(double low, double high, double place) =>
        IsLog ? Math.Exp(Math.Log(low) + (place * (Math.Log(high) - Math.Log(low)))) : low + (place * (high - low));

    private double PlaceOf(double low, double high, double number) =>
        IsLog ? (Math.Log(number) - Math.Log(low)) / (Math.Log(high) - Math.Log(low)) : (number - low) / (high - low);

    private static double Rounded(double number) =>
        double.Parse(number.ToString("E" + (Digits - 1), CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
