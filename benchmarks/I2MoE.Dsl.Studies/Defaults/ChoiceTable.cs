using System.Globalization;


namespace I2MoE.Dsl.Studies.Defaults;

/// <summary>The mean over splits of every model on every data set, as Markdown.</summary>
internal static class ChoiceTable
{
    /// <summary>The table of accuracy, and that of log loss.</summary>
    public static string Of(IReadOnlyList<Cell> cells) =>
        Table("accuracy", cells, cell => cell.Accuracy) + "\n" + Table("log loss", cells, cell => cell.LogLoss) + "\n" + Table("AUROC", cells, cell => cell.Auroc);

    private static string Table(string metric, IReadOnlyList<Cell> cells, Func<Cell, double> value)
    {
        string[] sets = [.. cells.Select(cell => cell.Data).Distinct()];
        var text = new System.Text.StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"| {metric} | {string.Join(" | ", sets)} | mean |\n|---|{string.Concat(sets.Select(_ => "---|"))}---|\n");
        foreach (IGrouping<string, Cell> model in cells.GroupBy(cell => cell.Model))
        {
            double[] means = [.. sets.Select(set => model.Where(cell => cell.Data == set).Select(value).DefaultIfEmpty(double.NaN).Average())];
            text.Append(CultureInfo.InvariantCulture, $"| {model.Key} | {string.Join(" | ", means.Append(means.Average()).Select(mean => mean.ToString("0.000", CultureInfo.InvariantCulture)))} |\n");
        }

        return text.ToString();
    }
}
