using System.Globalization;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Interpretation.Reporting.Figures;
using I2MoE.Dsl.Interpretation.Reporting.Page;

namespace I2MoE.Dsl.Experiments.Runs;

/// <summary>Two runs side by side as one HTML page.</summary>
internal static class ComparisonPage
{
    private const int MostSamples = 200;

    /// <summary>The page.</summary>
    public static string Of(RunComparison comparison)
    {
        List<PageSection> sections = [new("options", "Options that differ", $"<div class=\"card left\">{Options(comparison)}</div>")];
        if (comparison.Reason is { } reason)
        {
            sections.Add(new PageSection("metrics", "How well they predict", $"<p class=\"note\">{Html.Text(reason)}</p>"));
        }
        else
        {
            sections.Add(new PageSection("metrics", "How well they predict", $"<div class=\"pair\">{Metrics(comparison)}</div>"));
            if (comparison.Weights.Count > 0)
            {
                sections.Add(new PageSection("weights", "Who has the say", $"<div class=\"pair\">{Weights(comparison)}</div>"));
            }

            sections.Add(new PageSection("samples", "Where they disagree", Samples(comparison)));
        }

        if (ComparisonFigures.Curves(comparison.Curves) is { } curves)
        {
            sections.Add(new PageSection("training", "How they were trained", $"<div class=\"pair\">{FigureMarkup.Card("On the validation part", InlineSvg.Of(curves), "The first metric that both kept, after every epoch; the diamond is the epoch whose weights are used.")}</div>"));
        }

        string[] names = [.. comparison.Folders.Select(folder => Path.Combine(Path.GetFileName(Path.GetDirectoryName(folder.Path)) ?? "", Path.GetFileName(folder.Path)).Replace('\\', '/'))];
        return PlainPage.Of($"A: {names[0]}  B: {names[1]}", "Two runs", $"A is {comparison.Folders[0].Path}, B is {comparison.Folders[1].Path}.", sections);
    }

    private static string Options(RunComparison comparison) => comparison.Options.Count == 0
        ? "<p>All options are equal.</p>"
        : Html.Table("Every option that is not the same in both", ["option", "A", "B"], comparison.Options.Select(row => (string[])[Html.Text(row.Key), Html.Text(row.Left), Html.Text(row.Right)]));

    private static string Metrics(RunComparison comparison)
    {
        string table = FigureMarkup.Card(
            "Metrics",
            Html.Table(
                $"On the {comparison.Samples} test samples that both have; small: 95 % intervals",
                ["", "A", "B", "B less A"],
                comparison.Differences.Select((difference, place) => (string[])
                [
                    Html.Text(difference.Name), Html.Interval(comparison.Metrics[0][place]), Html.Interval(comparison.Metrics[1][place]), Difference(difference),
                ])),
            "Bootstrap over the samples; both are measured on the same draws, so that the interval of the difference counts only what separates them. In bold where it does not reach 0. It tells how much chance is in the choice of samples and not in the training: for that, train several seeds of both.");
        return (ComparisonFigures.Metrics(comparison) is { } figure
            ? FigureMarkup.Card("Side by side", InlineSvg.Of(figure), "A blue, B orange; lines: 95 % intervals. Losses and errors, which have another scale, are in the table only. Intervals that overlap do not say that the two are equal: the table has the interval of the difference.")
            : "") + table;
    }

    private static string Weights(RunComparison comparison) =>
        FigureMarkup.Card("Mean weight of every expert", InlineSvg.Of(ComparisonFigures.Weights(comparison)), "Over the same samples; lines: 95 % intervals of the mean. Where weights differ and metrics do not, the explanation is of the training, and not of the data.")
        + FigureMarkup.Card("In numbers", Html.Table("Mean weight; small: 95 % interval of the mean", ["", "A", "B"], comparison.Weights.Select(row => (string[])[Html.Text(row.Expert), Cell(row.Left), Cell(row.Right)])), "An expert that a run does not have has a dash.");

    private static string Samples(RunComparison comparison)
    {
        int[] counts = [Count(comparison, true, true), Count(comparison, true, false), Count(comparison, false, true), Count(comparison, false, false)];
        ComparedSample[] different = [.. comparison.Decisions.Where(sample => !sample.IsSame).OrderBy(sample => Order(sample)).ThenBy(sample => sample.Sample)];
        string table = Html.Table(
            $"Of {comparison.Samples} test samples",
            ["", "B right", "B wrong"],
            [["A right", Share(counts[0], comparison), Share(counts[1], comparison)], ["A wrong", Share(counts[2], comparison), Share(counts[3], comparison)]]);
        string list = different.Length == 0
            ? "<p>The two decide the same of every sample.</p>"
            : Html.Table(
                different.Length > MostSamples ? $"The first {MostSamples} of {different.Length} samples of which they decide differently" : $"The {different.Length} samples of which they decide differently",
                ["Sample", "row", "true", "A", "B"],
                different.Take(MostSamples).Select(sample => (string[])
                [
                    Html.Text(sample.Name), sample.Sample.ToString(CultureInfo.InvariantCulture), Html.Text(sample.Truth), Verdict(sample.Left, sample.LeftIsRight), Verdict(sample.Right, sample.RightIsRight),
                ]));
        return $"<div class=\"pair\">{FigureMarkup.Card("Right and wrong", table, Reading(counts))}</div><div class=\"card left apart\">{list}</div>";
    }

    private static string Reading(int[] counts) =>
        $"Of the {counts[1] + counts[2]} samples that only one of them gets right, A has {counts[1]} and B {counts[2]}; if they were equally good, a difference as great would come by chance with probability {Html.Number(SignTest(counts[1], counts[2]))} (exact test of McNemar). Samples that both get wrong are hard for this kind of model, or have wrong labels.";

    // Two-sided, of a fair coin.
    internal static double SignTest(int left, int right)
    {
        int total = left + right;
        double term = Math.Pow(0.5, Math.Min(total, 1000));
        if (total > 1000)
        {
            return double.NaN;
        }

        double sum = 0;
        for (int hits = 0; hits <= Math.Min(left, right); hits++)
        {
            sum += term;
            term *= (double)(total - hits) / (hits + 1);
        }

        return Math.Min(1, 2 * sum);
    }

    private static int Count(RunComparison comparison, bool left, bool right) => comparison.Decisions.Count(sample => sample.LeftIsRight == left && sample.RightIsRight == right);

    // What one of them gets right first.
    private static int Order(ComparedSample sample) => (sample.LeftIsRight, sample.RightIsRight) switch { (true, false) => 0, (false, true) => 1, _ => 2 };

    private static string Share(int count, RunComparison comparison) =>
        Html.Shaded($"<b>{Html.Percent((double)count / comparison.Samples)}</b><small>{count}</small>", (double)count / comparison.Samples);

    private static string Difference(MetricInterval difference)
    {
        string text = (difference.Value > 0 ? "+" : "") + Html.Interval(difference);
        return difference.Low > 0 || difference.High < 0 ? $"<b>{text}</b>" : text;
    }

    private static string Verdict(string decision, bool isRight) => $"<span class=\"{(isRight ? "right" : "wrong")}\">{(isRight ? "✓" : "✗")} {Html.Text(decision)}</span>";

    private static string Cell(MetricInterval? weight) => weight is null ? "–" : Html.Interval(weight);
}
