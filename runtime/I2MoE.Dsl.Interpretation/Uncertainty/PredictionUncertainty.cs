using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;

namespace I2MoE.Dsl.Interpretation.Uncertainty;

/// <summary>How far a model's answers can be relied on: how often conformal sets hold the truth, by class too, and whether leaving out what it is least sure of helps.</summary>
/// <param name="Sets">The sets.</param>
/// <param name="Coverage">How often they hold the truth: of all samples, by class or label, and by which modalities are present.</param>
/// <param name="Selective">What is right of what is kept when the least sure samples are left out; empty for numbers, of which no sureness is known.</param>
public sealed record PredictionUncertainty(ConformalSets Sets, IReadOnlyList<ConformalCoverage> Coverage, IReadOnlyList<SelectiveCurve> Selective)
{
    private const string Overall = "overall";
    private const string LowerBound = "lower bound";

    // One-sided 0.5 %: several groups are looked at.
    private const double MissedFrom = 2.58;

    /// <summary>What is to be warned of: samples whose truth the sets miss too often, and groups in which abstaining makes it worse.</summary>
    public IReadOnlyList<string> Cautions => [.. Coverage.Where(IsMissed).Select(Missed), .. Selective.Where(curve => curve.Worse is not null).Select(Worse)];

    /// <summary>The classes with too few samples for sets by class, which are in all of those.</summary>
    public IReadOnlyList<string> AlwaysIn => [.. Coverage.Where(row => row is { Method: "by class", Kind: "class" } && row.Calibrated < Sets.Least).Select(row => row.Group)];

    /// <summary>Measures a model.</summary>
    /// <param name="model">The trained model.</param>
    /// <param name="calibration">How far it was from the truth on the validation part.</param>
    /// <param name="data">Labelled samples as the model takes them, which nothing was chosen by: the test part.</param>
    /// <param name="alpha">The probability with which sets may miss the truth, above 0 and below 1; default 0.1.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="alpha"/> is outside its range.</exception>
    public static PredictionUncertainty Of(MultimodalModel model, ConformalCalibration calibration, MultimodalDataset data, double alpha = 0.1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(calibration);
        ArgumentNullException.ThrowIfNull(data);
        var reading = new OutputReading(model.Description, data);
        return Of(calibration.At(alpha), calibration.Task, SampleGroups.Of(model.Description, data, reading), reading.Names, ConformalCalibration.Answers(model, data, cancellationToken), ConformalCalibration.Truths(data));
    }

    /// <summary>Measures answers.</summary>
    /// <param name="sets">The sets.</param>
    /// <param name="task">The task.</param>
    /// <param name="groups">The samples in groups, all of them first.</param>
    /// <param name="names">The names of the outputs, [O].</param>
    /// <param name="answers">Probabilities, or the number, [N][O].</param>
    /// <param name="truths">The class, the labels, or the number, [N][1 or O].</param>
    internal static PredictionUncertainty Of(
        ConformalSets sets, TaskKind task, IReadOnlyList<SampleGroup> groups, IReadOnlyList<string> names, IReadOnlyList<double[]> answers, IReadOnlyList<double[]> truths)
    {
        IEnumerable<ConformalCoverage> coverage = task switch
        {
            TaskKind.Classification or TaskKind.Ordinal => OfClasses(sets, groups, names, answers, truths, byClass: false).Concat(OfClasses(sets, groups, names, answers, truths, byClass: true)),
            TaskKind.MultiLabel => OfLabels(sets, names, answers, truths),
            _ => groups.Where(group => group.Kind != "label").Select(group => Row(task == TaskKind.Survival ? LowerBound : "interval", group, sets.Calibrated[0], sample => Held(sets.IntervalOf(answers[sample][0]), truths[sample][0]), sample => task == TaskKind.Survival ? sets.IntervalOf(answers[sample][0]).Low : 2 * sets.OverallLimit)),
        };
        return new PredictionUncertainty(sets, [.. coverage], task.IsNumber() ? [] : SelectiveCurve.Of(
            [.. answers.Select(row => task == TaskKind.MultiLabel ? row.Average(p => Math.Max(p, 1 - p)) : row.Max())],
            [.. answers.Zip(truths, (row, truth) => task == TaskKind.MultiLabel ? row.Zip(truth).Average(pair => pair.First > 0.5 == pair.Second > 0 ? 1.0 : 0) : Array.IndexOf(row, row.Max()) == (int)truth[0] ? 1 : 0)],
            [.. groups.Where(group => group.Kind != "label")]));
    }

    private static IEnumerable<ConformalCoverage> OfClasses(
        ConformalSets sets, IReadOnlyList<SampleGroup> groups, IReadOnlyList<string> names, IReadOnlyList<double[]> answers, IReadOnlyList<double[]> truths, bool byClass)
    {
        IReadOnlyList<int>[] held = [.. answers.Select(row => sets.ClassesOf(row, byClass))];
        return groups.Select(group => Row(
            byClass ? "by class" : Overall,
            group,
            byClass && group.Kind == "class" ? sets.Calibrated[names.Index().First(name => name.Item == group.Name).Index] : sets.Calibrated.Sum(),
            sample => held[sample].Contains((int)truths[sample][0]),
            sample => held[sample].Count));
    }

    private static IEnumerable<ConformalCoverage> OfLabels(ConformalSets sets, IReadOnlyList<string> names, IReadOnlyList<double[]> answers, IReadOnlyList<double[]> truths)
    {
        IReadOnlyList<(bool MayHave, bool MayLack)>[] held = [.. answers.Select(sets.LabelsOf)];
        ConformalCoverage[] rows =
        [
            .. names.Select((name, label) => Row(
                "by label",
                new SampleGroup("label", name, [.. Enumerable.Range(0, answers.Count)]),
                sets.Calibrated[label],
                sample => truths[sample][label] > 0 ? held[sample][label].MayHave : held[sample][label].MayLack,
                sample => held[sample][label] is (true, true) ? 2 : 1)),
        ];
        double mean = rows.Average(row => row.Coverage.Value);
        return rows.Prepend(new ConformalCoverage("by label", "all", "All labels", sets.Calibrated[0], answers.Count, new MetricInterval("coverage", mean, double.NaN, double.NaN), rows.Average(row => row.Size)));
    }

    private static ConformalCoverage Row(string method, SampleGroup group, int calibrated, Func<int, bool> isHeld, Func<int, double> size) => new(
        method, group.Kind, group.Name, calibrated, group.Samples.Count, MetricInterval.OfShare("coverage", group.Samples.Count(isHeld), group.Samples.Count), group.Samples.Average(size));

    private static bool Held((double Low, double High) interval, double truth) => truth >= interval.Low && truth <= interval.High;

    // Beyond the chance in these samples and in those of the calibration; without an interval it cannot be told.
    private bool IsMissed(ConformalCoverage row) => !double.IsNaN(row.Coverage.Low)
        && row.Coverage.Value < 1 - Sets.Alpha - (MissedFrom * Math.Sqrt(Sets.Alpha * (1 - Sets.Alpha) * ((1.0 / row.Samples) + (1.0 / Math.Max(1, row.Calibrated)))));

    private string Missed(ConformalCoverage row)
    {
        string found = string.Create(CultureInfo.InvariantCulture, $"{row.Coverage.Value:0.000} ({row.Coverage.Low:0.000} to {row.Coverage.High:0.000})");
        string asked = string.Create(CultureInfo.InvariantCulture, $"{1 - Sets.Alpha:0.###}");
        return row is { Method: Overall, Kind: "class" }
            ? $"Sets that hold the truth of {asked} of all samples hold it for only {found} of those of {row.Group}: take the sets by class."
            : $"Sets ({row.Method}) hold the truth for {found} of {Called(row.Kind, row.Group)} rather than {asked}: these samples are not like those of the validation part.";
    }

    private static string Worse(SelectiveCurve curve) => string.Create(
        CultureInfo.InvariantCulture,
        $"Abstaining makes it worse for {Called(curve.Kind, curve.Group)}: {curve.Points[0].Right:0.000} of them are right, but of the {curve.Worse!.Samples} that are kept when the least sure {1 - curve.Worse.Kept:P0} of all samples are left out {curve.Worse.Right:0.000}. Do not let sureness decide there.");

    private static string Called(string kind, string group) => kind switch
    {
        "all" => "all samples",
        "label" => $"the label {group}",
        "present" => $"the samples that have {group}",
        _ => $"the samples of {group}",
    };
}
