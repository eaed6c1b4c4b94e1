using System.Globalization;
using I2MoE.Trials.Options;

namespace I2MoE.Trials.Drawing;

/// <summary>Draws values of options within, and outside of, what docs/options.md allows.</summary>
internal sealed class ValueDraw(Dice dice)
{
    private static readonly Dictionary<string, int> s_small = new()
    {
        ["layers"] = 3,
        ["heads"] = 4,
        ["kernel_size"] = 5,
        ["pool"] = 3,
        ["patches"] = 4,
        ["pieces"] = 3,
        ["rank"] = 4,
        ["routed_experts"] = 5,
        ["top_k"] = 4,
        ["epochs"] = 1,
        ["batch_size"] = 16,
        ["classes"] = 5,
        ["labels"] = 4,
    };

    /// <summary>A value that the page allows, small enough for a model of a second; null for what only the data or the modalities can say.</summary>
    public string? Allowed(OptionRow row) => row switch
    {
        { IsChoice: true } => dice.Any(row.Choices),
        { Type: "true or false" } => dice.Any(["true", "false"]),
        { Type: "whole number", Range: { } range } => Whole(row, range),
        { Type: "number", Range: { } range } => Number(row, range),
        { Type: "list of whole numbers", Range: { } range } => $"[{string.Join(", ", Enumerable.Range(0, dice.Integer(1, 2)).Select(_ => Whole(row, range)))}]",
        _ => null,
    };

    /// <summary>A value that the page does not allow; null where there is no telling.</summary>
    public string? Wrong(OptionRow row) => row switch
    {
        { IsChoice: true } => dice.Any(["sideways", "3", "[]", string.Concat(row.Choices[0][..^1], "q")]),
        { Type: "true or false" } => dice.Any(["yes", "1", "\"true\"", "{}"]),
        { Type: "whole number", Range: { } range } => dice.Any(
        [
            Text(range.Least - 1), Text(Math.Max(range.Least, 2) + 0.5), "\"3\"", "many", "[1]", "3.0", "1e3", "99999999999999999999",
            .. double.IsFinite(range.Greatest) ? (string[])[Text(range.Greatest + 1)] : [],
        ]),
        { Type: "number", Range: { } range } => dice.Any(
        [
            Text(range.IsOpen ? range.Least : range.Least - 0.5), ".nan", ".inf", "\"0.5\"", "some", "[0.5]", "1e999",
            .. double.IsFinite(range.Greatest) ? (string[])[Text(range.Greatest + 0.5)] : [],
        ]),
        { Type: "list of whole numbers", Range: { } range } => dice.Any([$"[{Text(range.Least - 1)}]", "[1.5]", "[a]", "{}", $"[1, {Text(range.Greatest + 1)}]"]),
        _ => null,
    };

    private string Whole(OptionRow row, OptionRange range)
    {
        int least = (int)range.Least;
        int cap = s_small.TryGetValue(row.Key, out int known) ? known : row.Key.EndsWith("dim", StringComparison.Ordinal) ? 24 : 12;
        int greatest = (int)Math.Max(least, Math.Min(range.Greatest, cap));

        // Widths that are even and odd, and the least that there is.
        int drawn = dice.Happens(0.1) ? least : dice.Integer(least, greatest);
        return drawn.ToString(CultureInfo.InvariantCulture);
    }

    private string Number(OptionRow row, OptionRange range)
    {
        if (row.Key == "learning_rate")
        {
            return dice.Any(["0.001", "1e-3", "0.01", "0.0001"]);
        }

        if (dice.Happens(0.15) && !range.IsOpen)
        {
            return Text(range.Least);
        }

        double greatest = Math.Min(range.Greatest, row.Key.Contains("temperature", StringComparison.Ordinal) ? 4 : 2);
        double least = Math.Max(range.Least, 0.05);
        return Text(Math.Round(least + (dice.Share() * (greatest - least)), 3));
    }

    private static string Text(double number) => number.ToString("0.################", CultureInfo.InvariantCulture);
}
