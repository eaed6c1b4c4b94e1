using System.Globalization;

namespace I2MoE.Dsl.Tool.Drafts;

/// <summary>Guesses what each column of a table is for.</summary>
/// <param name="target">What is predicted.</param>
/// <param name="isNumber">Whether it is a number.</param>
internal sealed class ColumnRoles(ColumnProfile target, bool isNumber)
{
    private const double LeakCorrelation = 0.9999;
    private const double MeanWordsOfText = 4;

    /// <summary>Texts beside numbers that may be other words for a missing value.</summary>
    private const int MostMarkers = 3;

    // Numbers that stand for a missing value in many files.
    private static readonly double[] s_sentinels = [-9, -99, -999, -9999, -1, -7, -8, -88, -888];

    /// <summary>What a column is, and why where it is not plain.</summary>
    /// <param name="column">The column.</param>
    public (ColumnRole Role, string Reason) Of(ColumnProfile column)
    {
        if (column.Width > 1)
        {
            return (ColumnRole.Numbers, "");
        }

        if (column.Present == 0)
        {
            return (ColumnRole.Useless, "no row has a value");
        }

        if (column.Values?.Count == 1)
        {
            return (ColumnRole.Useless, column.Missing == 0 ? "every row has the same value" : "every row has the same value or none");
        }

        // Where nearly every row has another value, any two columns are one to one.
        if (target.Distinct is { } values && 2 * values <= column.Rows && column.IsOneToOne(values))
        {
            return (ColumnRole.Leak, $"it is one to one with '{target.Name}', as if it were another way to write it: a model would look at nothing else");
        }

        if (isNumber && column.Numbers == column.Present && Math.Abs(column.Correlation) > LeakCorrelation)
        {
            return (ColumnRole.Leak, string.Create(CultureInfo.InvariantCulture, $"its correlation with '{target.Name}' is {column.Correlation:0.00000}: a model would look at nothing else"));
        }

        return OfWords(column);
    }

    /// <summary>The numbers and texts of a column that stand for a missing value by all appearances.</summary>
    /// <param name="column">A column of numbers.</param>
    public static IEnumerable<string> Markers(ColumnProfile column)
    {
        foreach (string text in column.Texts.Keys.Where(_ => column.Numbers < column.Present))
        {
            yield return text;
        }

        if (column.IsWhole && s_sentinels.Contains(column.Least) && column.Second >= 0 && column.Greatest > 1 && column.Values?.Count != 2)
        {
            yield return column.Least.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static (ColumnRole Role, string Reason) OfWords(ColumnProfile column)
    {
        if (ColumnNames.IsPart(column.Name, column.Values?.Keys) && column.Missing == 0)
        {
            return (ColumnRole.Part, "");
        }

        if (column.IsUnique && (column.IsCalledId || (column.Numbers < column.Present && column.MeanWords < 2 && !column.ArePictures && !column.AreDates)
            || (column.IsWhole && column.Numbers == column.Present && column.Greatest - column.Least == column.Rows - 1 && column.Least is 0 or 1)))
        {
            return (ColumnRole.Id, "every row has another value, so that it names the row");
        }

        if (column.ArePictures)
        {
            return (ColumnRole.Picture, "");
        }

        if (column.IsCalledId && column.Missing == 0 && column.Distinct is >= 3 and { } groups && (double)column.Rows / groups >= 1.2)
        {
            return (ColumnRole.Group, "");
        }

        if (column.AreDates)
        {
            return (ColumnRole.Useless, "these are dates; as numbers, such as days since another, they could be used");
        }

        if (column.Numbers == column.Present || IsMostlyNumbers(column))
        {
            return column.IsCalledId && column.IsWhole ? (ColumnRole.Id, "it is called like an id") : (ColumnRole.Number, "");
        }

        return column.MeanWords >= MeanWordsOfText ? (ColumnRole.Text, "")
            : column.Values is not null ? (ColumnRole.Category, "")
            : (ColumnRole.Useless, "it has many different words and is no running text");
    }

    private static bool IsMostlyNumbers(ColumnProfile column) =>
        column.Commas == 0 && column.Texts.Count <= MostMarkers && column.Numbers >= 0.7 * column.Present && column.Numbers > column.Texts.Count;
}
