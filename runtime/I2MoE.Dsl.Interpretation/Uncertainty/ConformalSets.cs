using System.ComponentModel;
using System.Globalization;

namespace I2MoE.Dsl.Interpretation.Uncertainty;

/// <summary>
/// Sets of classes, of values of labels, or intervals of numbers, that hold the truth of a new sample with a probability of at least 1 - alpha, whatever
/// the model is worth, where new samples and those of the calibration could be exchanged. A set has whatever is not further from the model than the
/// ⌈(n + 1)(1 - alpha)⌉-th nearest truth of the n calibrated ones; it is never empty: where nothing is near enough it has the nearest.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ConformalSets
{
    private readonly TaskKind _task;

    internal ConformalSets(ConformalCalibration calibration, double alpha)
    {
        _task = calibration.Task;
        Alpha = alpha;
        Calibrated = [.. calibration.Distances.Select(distances => distances.Length)];
        Limits = [.. calibration.Distances.Select(distances => Limit(distances, alpha))];
        OverallLimit = _task.IsClass() ? Limit([.. calibration.Distances.SelectMany(distances => distances).Order()], alpha) : Limits[0];
    }

    /// <summary>The probability of missing the truth.</summary>
    public double Alpha { get; }

    /// <summary>How far what is in a set may be from the model: for all classes together, or for numbers; of labels see <see cref="Limits"/>.</summary>
    public double OverallLimit { get; }

    /// <summary>The same for every class by itself, and for every label, [O]; infinite where there are too few samples to know.</summary>
    public IReadOnlyList<double> Limits { get; }

    /// <summary>How many samples of every class were calibrated on, and for every label; for numbers how many at all, [O].</summary>
    public IReadOnlyList<int> Calibrated { get; }

    /// <summary>The number of samples that it takes: with fewer of a class, it is in every set by class.</summary>
    public int Least => (int)Math.Ceiling((1 / Alpha) - 1 - 1e-9);

    /// <summary>The classes that a sample may be of.</summary>
    /// <param name="probabilities">The probability of every class, [O].</param>
    /// <param name="byClass">Whether the truth of each class by itself is to be held with 1 - alpha, and not only that of all samples together.</param>
    /// <exception cref="InvalidOperationException">The model does not classify.</exception>
    public IReadOnlyList<int> ClassesOf(IReadOnlyList<double> probabilities, bool byClass)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        Require(_task.IsClass());
        int[] near = [.. probabilities.Index().Where(it => 1 - it.Item <= (byClass ? Limits[it.Index] : OverallLimit)).Select(it => it.Index)];
        return near.Length > 0 ? near : [probabilities.Index().MaxBy(it => it.Item).Index];
    }

    /// <summary>Whether a sample may have each label, and whether it may lack it, [O]; at least one of both.</summary>
    /// <param name="probabilities">The probability of every label, [O].</param>
    /// <exception cref="InvalidOperationException">The model does not predict labels.</exception>
    public IReadOnlyList<(bool MayHave, bool MayLack)> LabelsOf(IReadOnlyList<double> probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        Require(_task == TaskKind.MultiLabel);
        return
        [
            .. probabilities.Index().Select(it =>
            {
                bool mayHave = ConformalCalibration.OfLabel(it.Item, has: true) <= Limits[it.Index];
                bool mayLack = ConformalCalibration.OfLabel(it.Item, has: false) <= Limits[it.Index];
                return mayHave || mayLack ? (mayHave, mayLack) : (it.Item > 0.5, it.Item <= 0.5);
            }),
        ];
    }

    /// <summary>The interval of a number; of the time to an event it has no end, because of some samples it is only known to be later.</summary>
    /// <param name="value">What the model says.</param>
    /// <exception cref="InvalidOperationException">The model does not predict a number.</exception>
    public (double Low, double High) IntervalOf(double value)
    {
        Require(_task.IsNumber());
        return _task == TaskKind.Survival ? (Math.Max(value - OverallLimit, 0), double.PositiveInfinity) : (value - OverallLimit, value + OverallLimit);
    }

    /// <summary>The set of a sample in words: its classes (of all samples together), its labels, or its interval.</summary>
    /// <param name="answer">Probabilities, or the number, [O].</param>
    /// <param name="names">The names of the outputs, [O].</param>
    internal string Describe(IReadOnlyList<double> answer, IReadOnlyList<string> names)
    {
        switch (_task)
        {
            case TaskKind.Classification or TaskKind.Ordinal:
                return string.Join(", ", ClassesOf(answer, byClass: false).Select(output => names[output]));
            case TaskKind.MultiLabel:
                (bool MayHave, bool MayLack)[] labels = [.. LabelsOf(answer)];
                string certain = string.Join(", ", names.Where((_, label) => !labels[label].MayLack));
                string open = string.Join(", ", names.Where((_, label) => labels[label] is (true, true)));
                return (certain.Length == 0 ? "no label is certain" : certain) + (open.Length == 0 ? "" : $"; open: {open}");
            default:
                (double low, double high) = IntervalOf(answer[0]);
                return _task == TaskKind.Survival ? low > 0 ? string.Create(CultureInfo.InvariantCulture, $"{low:0.###} or later") : "any time"
                    : double.IsInfinity(low) ? "any number" : string.Create(CultureInfo.InvariantCulture, $"{low:0.###} to {high:0.###}");
        }
    }

    /// <summary>The ⌈(n + 1)(1 - alpha)⌉-th of n distances in ascending order; infinite where there is none.</summary>
    internal static double Limit(IReadOnlyList<double> distances, double alpha)
    {
        int rank = (int)Math.Ceiling(((distances.Count + 1) * (1 - alpha)) - 1e-9);
        return rank > distances.Count ? double.PositiveInfinity : distances[Math.Max(rank, 1) - 1];
    }

    private void Require(bool fits)
    {
        if (!fits)
        {
            throw new InvalidOperationException($"These sets are of a {_task} model: {(_task.IsClass() ? nameof(ClassesOf) : _task == TaskKind.MultiLabel ? nameof(LabelsOf) : nameof(IntervalOf))}.");
        }
    }
}
