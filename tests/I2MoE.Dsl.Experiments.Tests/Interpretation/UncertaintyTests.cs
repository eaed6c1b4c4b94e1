using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Interpretation.Uncertainty;

namespace I2MoE.Dsl.Tests.Interpretation;

/// <summary>Sets that hold the truth as often as they promise, and whether abstaining helps.</summary>
public sealed class UncertaintyTests
{
    private static readonly string[] s_names = ["common", "rare", "rarest"];

    [Theory]
    [InlineData(9, 0.1, 9)]
    [InlineData(8, 0.1, 0)]
    [InlineData(19, 0.05, 19)]
    [InlineData(99, 0.1, 90)]
    [InlineData(100, 0.1, 91)]
    [InlineData(1, 0.5, 1)]
    [InlineData(0, 0.5, 0)]
    public void A_limit_is_the_distance_of_the_definition(int count, double alpha, int rank)
    {
        double[] distances = [.. Enumerable.Range(1, count).Select(place => place / 1000.0)];
        Assert.Equal(rank == 0 ? double.PositiveInfinity : rank / 1000.0, ConformalSets.Limit(distances, alpha));
    }

    // Vovk et al.: over the draw of both parts, the coverage of each class is at least 1 - alpha and at most 1 / (n + 1) above it.
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.05)]
    public void Classes_that_could_be_exchanged_are_covered_as_promised_each_by_itself(double alpha)
    {
        var random = new Random(1);
        (IReadOnlyList<double[]> known, IReadOnlyList<double[]> classes) = Classified(random, 3_000);
        (IReadOnlyList<double[]> answers, IReadOnlyList<double[]> truths) = Classified(random, 12_000);
        ConformalSets sets = ConformalCalibration.Of(TaskKind.Classification, known, classes).At(alpha);
        PredictionUncertainty found = Measure(sets, answers, truths);
        Assert.All(found.Coverage.Where(row => row.Method == "by class" && row.Kind == "class"), row => InBounds(row, alpha));
        InBounds(found.Coverage.First(row => row is { Method: "overall", Kind: "all" }), alpha);

        // One limit for all goes by the common class, and misses the rarest.
        ConformalCoverage rarest = found.Coverage.Single(row => row is { Method: "overall", Group: "rarest" });
        Assert.True(rarest.Coverage.High < 1 - alpha);
        Assert.Contains(found.Cautions, caution => caution.Contains("of those of rarest: take the sets by class", StringComparison.Ordinal));
        Assert.Equal(answers.Average(row => sets.ClassesOf(row, byClass: false).Count), found.Coverage[0].Size, precision: 9);
    }

    [Fact]
    public void Labels_and_numbers_are_covered_as_promised()
    {
        var random = new Random(2);
        (IReadOnlyList<double[]> known, IReadOnlyList<double[]> has) = Labelled(random, 2_000);
        (IReadOnlyList<double[]> answers, IReadOnlyList<double[]> truths) = Labelled(random, 8_000);
        PredictionUncertainty labels = PredictionUncertainty.Of(ConformalCalibration.Of(TaskKind.MultiLabel, known, has).At(), TaskKind.MultiLabel, Groups(8_000), ["a", "b"], answers, truths);
        Assert.All(labels.Coverage.Skip(1), row => InBounds(row, 0.1));
        Assert.True(labels.Coverage[1].Size < labels.Coverage[2].Size);

        double[][] zeros(int count) => [.. Enumerable.Range(0, count).Select(_ => new double[1])];
        double[][] numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => new[] { Gaussian(random) })];
        ConformalSets intervals = ConformalCalibration.Of(TaskKind.Regression, zeros(2_000), numbers(2_000)).At();
        Assert.Equal(1.645, intervals.OverallLimit, tolerance: 0.1);
        PredictionUncertainty covered = PredictionUncertainty.Of(intervals, TaskKind.Regression, Groups(8_000), ["value"], zeros(8_000), numbers(8_000));
        InBounds(covered.Coverage.Single(), 0.1);
        Assert.Equal(2 * intervals.OverallLimit, covered.Coverage[0].Size, precision: 9);
        Assert.Empty(covered.Selective);
    }

    // What is true of half the samples is late, so that a limit that looks at one side only is needed.
    [Fact]
    public void Counts_classes_in_order_and_times_are_covered_as_promised()
    {
        var random = new Random(3);
        double[][] rates(int count) => [.. Enumerable.Range(0, count).Select(_ => new[] { 1 + (20 * random.NextDouble()) })];
        double[][] counts(double[][] of) => [.. of.Select(rate => new[] { Math.Max(0, Math.Round(rate[0] + (Math.Sqrt(rate[0]) * Gaussian(random)))) })];
        double[][] known = rates(2_000);
        ConformalSets intervals = ConformalCalibration.Of(TaskKind.Count, known, counts(known)).At();
        double[][] answers = rates(8_000);
        PredictionUncertainty covered = PredictionUncertainty.Of(intervals, TaskKind.Count, Groups(8_000), ["log rate"], answers, counts(answers));
        InBounds(covered.Coverage.Single(), 0.1);

        // A third of the times is cut off, and what is known of them is earlier.
        double[][] times(double[][] of) => [.. of.Select(mean => new[] { Math.Min(-mean[0] * Math.Log(1 - random.NextDouble()), random.NextDouble() * 40) })];
        ConformalSets bounds = ConformalCalibration.Of(TaskKind.Survival, known, times(known)).At();
        PredictionUncertainty later = PredictionUncertainty.Of(bounds, TaskKind.Survival, Groups(8_000), ["until 1"], answers, times(answers));
        Assert.InRange(later.Coverage.Single().Coverage.Value, 0.88, 1);
        Assert.Equal("lower bound", later.Coverage[0].Method);

        (IReadOnlyList<double[]> seen, IReadOnlyList<double[]> stages) = Classified(random, 3_000);
        (IReadOnlyList<double[]> others, IReadOnlyList<double[]> truths) = Classified(random, 12_000);
        PredictionUncertainty ordered = PredictionUncertainty.Of(ConformalCalibration.Of(TaskKind.Ordinal, seen, stages).At(), TaskKind.Ordinal, Groups(12_000), s_names, others, truths);
        InBounds(ordered.Coverage.First(row => row is { Method: "overall", Kind: "all" }), 0.1);
        InBounds(ordered.Coverage.First(row => row is { Method: "by class", Kind: "all" }), 0.1);
    }

    [Fact]
    public void A_set_is_never_empty_and_a_class_without_samples_is_in_every_set()
    {
        double[][] sure = [.. Enumerable.Repeat<double[]>([0.98, 0.01, 0.01], 20)];
        ConformalSets sets = ConformalCalibration.Of(TaskKind.Classification, sure, [.. Enumerable.Repeat<double[]>([0], 20)]).At();
        Assert.Equal([1], sets.ClassesOf([0.3, 0.4, 0.3], byClass: false));
        Assert.Equal([0, 1, 2], sets.ClassesOf([0.99, 0.005, 0.005], byClass: true));
        Assert.Equal(9, sets.Least);
        PredictionUncertainty found = PredictionUncertainty.Of(sets, TaskKind.Classification, [new SampleGroup("all", "All samples", [0, 1]), new SampleGroup("class", "rare", [1])], s_names, sure[..2], [[0], [1]]);
        Assert.Equal("rare", Assert.Single(found.AlwaysIn));
        Assert.Equal("rarest", sets.Describe([0.2, 0.3, 0.5], s_names));
        Assert.Equal("-1.5 to 2.5", new ConformalCalibration(TaskKind.Regression, [[2, 2, 2]]).At(0.4).Describe([0.5], ["value"]));
        Assert.Equal("b; open: a", new ConformalCalibration(TaskKind.MultiLabel, [[0.6], [0.4]]).At(0.5).Describe([0.5, 0.9], ["a", "b"]));
        Assert.Throws<InvalidOperationException>(() => sets.IntervalOf(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConformalCalibration(TaskKind.Regression, [[1]]).At(1));
    }

    // The second class is right only where the model is unsure.
    [Fact]
    public void Abstaining_that_makes_a_class_worse_is_told()
    {
        int[] classes = [.. Enumerable.Range(0, 400).Select(sample => sample % 2)];
        double[] sureness = [.. Enumerable.Range(0, 400).Select(sample => 0.5 + (sample / 1000.0))];
        double[] right = [.. classes.Select((its, sample) => its == 0 ? 1.0 : sample < 200 ? 1 : sample % 4 == 1 ? 1 : 0)];
        SampleGroup[] groups = [new("all", "All samples", [.. Enumerable.Range(0, 400)]), .. Enumerable.Range(0, 2).Select(its => new SampleGroup("class", s_names[its], [.. Enumerable.Range(0, 400).Where(sample => classes[sample] == its)]))];
        IReadOnlyList<SelectiveCurve> curves = SelectiveCurve.Of(sureness, right, groups);
        Assert.Null(curves[1].Worse);
        SelectivePoint worse = curves[2].Worse!;
        Assert.Equal((0.5, 100, 0.5), (worse.Kept, worse.Samples, worse.Right));
        Assert.Equal(0.75, curves[2].Points[0].Right);
    }

    [Fact]
    public void Where_sureness_tells_nothing_nothing_is_told()
    {
        var random = new Random(3);
        int alarms = Enumerable.Range(0, 200).Count(_ =>
        {
            double[] right = [.. Enumerable.Range(0, 150).Select(_ => random.NextDouble() < 0.8 ? 1.0 : 0)];
            return SelectiveCurve.Of([.. right.Select(_ => random.NextDouble())], right, Groups(150))[0].Worse is not null;
        });
        Assert.InRange(alarms, 0, 8);
    }

    private static void InBounds(ConformalCoverage row, double alpha)
    {
        double deviation = Math.Sqrt(alpha * (1 - alpha) * ((1.0 / row.Samples) + (1.0 / row.Calibrated)));
        Assert.InRange(row.Coverage.Value, 1 - alpha - (4 * deviation), 1 - alpha + (1.0 / (row.Calibrated + 1)) + (4 * deviation));
    }

    private static PredictionUncertainty Measure(ConformalSets sets, IReadOnlyList<double[]> answers, IReadOnlyList<double[]> truths) => PredictionUncertainty.Of(
        sets,
        TaskKind.Classification,
        [.. Groups(answers.Count), .. s_names.Select((name, place) => new SampleGroup("class", name, [.. Enumerable.Range(0, answers.Count).Where(sample => (int)truths[sample][0] == place)]))],
        s_names,
        answers,
        truths);

    private static SampleGroup[] Groups(int count) => [new("all", "All samples", [.. Enumerable.Range(0, count)])];

    // A weak model that leans to the common class.
    private static (IReadOnlyList<double[]> Answers, IReadOnlyList<double[]> Truths) Classified(Random random, int count)
    {
        List<double[]> answers = [];
        List<double[]> truths = [];
        for (int sample = 0; sample < count; sample++)
        {
            int truth = random.NextDouble() switch { < 0.7 => 0, < 0.9 => 1, _ => 2 };
            double[] powers = [.. Enumerable.Range(0, 3).Select(output => Math.Exp((output == 0 ? 0.6 : output == 1 ? 0.2 : -0.3) + (output == truth ? 0.7 : 0) + (0.5 * Gaussian(random))))];
            answers.Add([.. powers.Select(power => power / powers.Sum())]);
            truths.Add([truth]);
        }

        return (answers, truths);
    }

    // The first label is told well, the second badly.
    private static (IReadOnlyList<double[]> Answers, IReadOnlyList<double[]> Truths) Labelled(Random random, int count)
    {
        double[][] truths = [.. Enumerable.Range(0, count).Select(_ => new[] { random.Next(2), (double)random.Next(2) })];
        return ([.. truths.Select(truth => truth.Select((has, label) => 1 / (1 + Math.Exp(-(((has * 2) - 1) * (label == 0 ? 0.8 : 0.2)) - Gaussian(random)))).ToArray())], truths);
    }

    private static double Gaussian(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
