using System.Globalization;
using System.Text;
using I2MoE.Dsl.Metrics;

namespace I2MoE.Dsl.Studies.Defaults;

/// <summary>The objective <c>Measured</c> beside <c>Paper</c> on every data set, on the splits that both have, as Markdown.</summary>
internal static class ObjectiveTable
{
    /// <summary>Accuracy and log loss of both, and the differences with their standard errors over the splits.</summary>
    public static string Of(IReadOnlyList<Cell> cells)
    {
        var text = new StringBuilder("| data set | splits | accuracy: paper | measured | measured - paper, points | log loss: paper | measured | measured - paper |\n|---|---|---|---|---|---|---|---|\n");
        (Cell Paper, Cell Measured)[] pairs =
        [
            .. from paper in cells.Where(cell => cell.Model == OptionSet.Chosen.Name)
               join measured in cells.Where(cell => cell.Model == OptionSet.Measured.Name) on (paper.Data, paper.Split) equals (measured.Data, measured.Split)
               select (paper, measured),
        ];
        (Cell Paper, Cell Measured)[][] sets = [.. pairs.GroupBy(pair => pair.Paper.Data).Select(set => set.ToArray())];
        foreach ((Cell Paper, Cell Measured)[] set in sets)
        {
            text.Append(Line(set[0].Paper.Data, set.Length.ToString(CultureInfo.InvariantCulture), set, Error));
        }

        // Of the means of the data sets, each of which counts the same.
        if (sets.Length > 0)
        {
            text.Append(Line("mean", "", [.. sets.Select(set => (Mean(set, pair => pair.Paper), Mean(set, pair => pair.Measured)))], (_, _) => ""));
        }

        return text.ToString();
    }

    private static string Line(string name, string splits, (Cell Paper, Cell Measured)[] pairs, Func<double[], string, string> error)
    {
        double[] points = [.. pairs.Select(pair => 100 * (pair.Measured.Accuracy - pair.Paper.Accuracy))];
        double[] losses = [.. pairs.Select(pair => pair.Measured.LogLoss - pair.Paper.LogLoss)];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {splits} | {pairs.Average(pair => pair.Paper.Accuracy):0.000} | {pairs.Average(pair => pair.Measured.Accuracy):0.000} | {points.Average():+0.0;-0.0}{error(points, "0.0")} | {pairs.Average(pair => pair.Paper.LogLoss):0.000} | {pairs.Average(pair => pair.Measured.LogLoss):0.000} | {losses.Average():+0.000;-0.000}{error(losses, "0.000")} |\n");
    }

    private static string Error(double[] differences, string format) =>
        " ± " + (differences.Length > 1 ? MeanAndDeviation.From(differences).Deviation / Math.Sqrt(differences.Length) : double.NaN).ToString(format, CultureInfo.InvariantCulture);

    private static Cell Mean((Cell Paper, Cell Measured)[] set, Func<(Cell Paper, Cell Measured), Cell> of)
    {
        Cell[] cells = [.. set.Select(of)];
        return cells[0] with { Accuracy = cells.Average(cell => cell.Accuracy), LogLoss = cells.Average(cell => cell.LogLoss) };
    }
}
