using System.Globalization;
using I2MoE.Dsl.Interpretation.Reporting.Figures;
using I2MoE.Dsl.Specification.Sweeps;
using ScottPlot;

namespace I2MoE.Dsl.Experiments.Sweeps;

/// <summary>The figures of a sweep: every trial as a line through its values, and how much each parameter explains.</summary>
internal static class SweepFigures
{
    private const int Height = 380;
    private const int RoomOfAxis = 150;
    private const int LetterWidth = 8;
    private const int Gap = 26;
    private const int MostLines = 300;

    /// <summary>Parallel coordinates: an axis for every parameter and one for the score; the best trial in orange, the better ones darker.</summary>
    /// <param name="plan">The sweep.</param>
    /// <param name="ranked">The trials with a score, from the best; that of the experiment as it stands is left out.</param>
    public static Figure Trials(SweepPlan plan, IReadOnlyList<Trial> ranked)
    {
        Trial[] trials = [.. ranked.Where(trial => trial.Number > 0).Take(MostLines)];
        double least = trials.Min(trial => trial.Score);
        double greatest = trials.Max(trial => trial.Score);
        FigurePlot plot = Canvas.Empty();
        string[] names = [.. plan.ShortNames, plan.MetricName];
        plot.Axes.Bottom.SetTicks([.. names.Select((_, axis) => (double)axis)], [.. names.Select(plot.Label)]);
        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.EmptyTickGenerator();
        plot.Axes.Left.FrameLineStyle.Width = 0;
        plot.Grid.YAxisStyle.IsVisible = false;
        for (int place = trials.Length - 1; place >= 0; place--)
        {
            double[] heights = [.. plan.Space.Select((parameter, axis) => parameter.UnitOf(trials[place].Values[axis]) ?? 0.5), greatest > least ? (trials[place].Score - least) / (greatest - least) : 0.5];
            double share = trials.Length > 1 ? place / (trials.Length - 1.0) : 0;
            Color color = place == 0 ? Color.FromHex("#D55E00") : Color.FromHex("#0072B2").MixedWith(Color.FromHex(FigurePalette.Grid), Math.Sqrt(share));
            for (int axis = 0; axis + 1 < heights.Length; axis++)
            {
                Canvas.Line(plot, axis, heights[axis], axis + 1, heights[axis + 1], color, place == 0 ? 3 : 1.4f);
            }
        }

        foreach ((SweepParameter parameter, int axis) in plan.Space.Select((parameter, axis) => (parameter, axis)))
        {
            WriteValues(plot, parameter, axis);
        }

        WriteEnds(plot, plan.Space.Count, Number(least), Number(greatest));
        plot.Axes.SetLimits(-0.35, plan.Space.Count + 0.45, -0.12, 1.12);
        string best = string.Join(", ", plan.Changes(trials[0].Values).Select(change => $"{change.Key} = {change.Value}"));
        return new Figure("trials", $"{trials.Length.ToString(CultureInfo.InvariantCulture)} trials, each a line through its values and its validation {plan.MetricName}; the best: {best}, {Number(trials[0].Score)}.", plot, Math.Max(Canvas.Width, Room(plan, names) * names.Length), Height);
    }

    /// <summary>Bars of the share of the variance that each parameter explains by itself.</summary>
    public static Figure Importance(SweepPlan plan, IReadOnlyList<(SweepParameter Parameter, double Share)> shares)
    {
        FigurePlot plot = Canvas.WithRows(plan.ShortNames, "Share of the variance explained alone");
        foreach (((SweepParameter _, double share), int row) in shares.Select((share, row) => (share, row)))
        {
            Canvas.Box(plot, 0, share, -row - 0.32, -row + 0.32, Color.FromHex("#0072B2"));
            Canvas.Write(plot, share.ToString("0.00", CultureInfo.InvariantCulture), share + 0.015, -row, Alignment.MiddleLeft, Canvas.Ink);
        }

        plot.Axes.SetLimits(0, 1.12, -plan.ShortNames.Count + 0.45, 0.55);
        string numbers = string.Join("; ", shares.Select(share => $"{share.Parameter.Key} {share.Share.ToString("0.00", CultureInfo.InvariantCulture)}"));
        return new Figure("importance", $"Share of the variance of the score that each parameter explains by itself (adjusted eta squared): {numbers}.", plot, Canvas.Width, Canvas.HeightOf(plan.ShortNames.Count, 40));
    }

    // What stands at an axis, its name below it and its choices beside it, ends before the next.
    private static int Room(SweepPlan plan, IEnumerable<string> names)
    {
        IEnumerable<string> choices = plan.Space.Where(parameter => parameter.Scale == SweepScale.Choice).SelectMany(parameter => parameter.Choices);
        return Math.Max(RoomOfAxis, (LetterWidth * names.Concat(choices).Max(text => Math.Min(text.Length, FigurePlot.LongestLabel))) + Gap);
    }

    private static void WriteValues(FigurePlot plot, SweepParameter parameter, int axis)
    {
        if (parameter.Scale != SweepScale.Choice)
        {
            WriteEnds(plot, axis, parameter.ValueAt(0), parameter.ValueAt(1));
            return;
        }

        Canvas.Line(plot, axis, 0, axis, 1, Canvas.Ink, 1);
        foreach (string choice in parameter.Choices)
        {
            Canvas.Write(plot, plot.Label(choice), axis + 0.04, parameter.UnitOf(choice)!.Value, Alignment.MiddleLeft, Canvas.Ink);
        }
    }

    private static void WriteEnds(FigurePlot plot, int axis, string low, string high)
    {
        Canvas.Line(plot, axis, 0, axis, 1, Canvas.Ink, 1);
        Canvas.Write(plot, low, axis, -0.03, Alignment.UpperCenter, Canvas.Ink);
        Canvas.Write(plot, high, axis, 1.03, Alignment.LowerCenter, Canvas.Ink);
    }

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
