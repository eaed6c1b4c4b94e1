using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Data;

/// <summary>The features that one column of categories became: one for each level, one for every other level, and one for none.</summary>
/// <param name="Column">The column.</param>
/// <param name="Start">The first feature.</param>
/// <param name="Levels">The levels, in the order of their features.</param>
internal sealed record CategorySlot(string Column, int Start, IReadOnlyList<string> Levels)
{
    private const string OtherName = "<other>";
    private const string MissingName = "<missing>";

    /// <summary>The number of features.</summary>
    public int Width => Levels.Count + CategoryColumn.Others;

    /// <summary>The feature of every other level.</summary>
    public int Other => Start + Levels.Count;

    /// <summary>The names of the features.</summary>
    public IReadOnlyList<string> Names => [.. Levels.Append(OtherName).Append(MissingName).Select(level => NameOf(Column, level))];

    /// <summary>What a feature of a level is called.</summary>
    public static string NameOf(string column, string level) => $"{column}={level}";

    /// <summary>Whether a feature is that of other levels or of none, which most data never have.</summary>
    public static bool IsSpecial(string feature) => feature.EndsWith("=" + OtherName, StringComparison.Ordinal) || feature.EndsWith("=" + MissingName, StringComparison.Ordinal);

    /// <summary>The slots among the features of a modality, by their names: they follow the numbers, and each ends with that of no level.</summary>
    /// <param name="features">The names of the features.</param>
    public static IReadOnlyList<CategorySlot> Of(IReadOnlyList<string> features)
    {
        List<CategorySlot> slots = [];
        int end = 0;
        for (int i = 1; i < features.Count; i++)
        {
            if (!features[i].EndsWith("=" + MissingName, StringComparison.Ordinal) || !features[i - 1].EndsWith("=" + OtherName, StringComparison.Ordinal))
            {
                continue;
            }

            string column = features[i][..^(MissingName.Length + 1)];
            int start = i - 1;
            while (start > end && features[start - 1].StartsWith(column + "=", StringComparison.Ordinal))
            {
                start--;
            }

            slots.Add(new CategorySlot(column, start, [.. features.Skip(start).Take(i - 1 - start).Select(name => name[(column.Length + 1)..])]));
            end = i + 1;
        }

        return slots;
    }
}
