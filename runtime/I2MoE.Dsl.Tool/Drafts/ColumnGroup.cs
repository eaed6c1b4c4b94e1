namespace I2MoE.Dsl.Tool.Drafts;

/// <summary>Columns that belong together by their names.</summary>
/// <param name="Name">What they have in common.</param>
/// <param name="Pattern">The text that stands for all of them and no other column, with one <c>*</c>; null where there is none.</param>
/// <param name="Columns">The columns.</param>
internal sealed record ColumnGroup(string Name, string? Pattern, IReadOnlyList<ColumnProfile> Columns)
{
    private const int MostGroups = 8;

    /// <summary>Puts columns together whose names begin or end alike: <c>mri_1</c>, <c>mri_2</c>; <c>radius error</c>, <c>area error</c>.</summary>
    /// <param name="columns">The columns that are used.</param>
    /// <param name="all">The names of all columns of the file.</param>
    public static IReadOnlyList<ColumnGroup> Of(IReadOnlyList<ColumnProfile> columns, IReadOnlyList<string> all)
    {
        string common = CommonStart(columns);
        List<ColumnProfile> rest = [.. columns];
        List<ColumnGroup> groups = [];
        while (groups.Count < MostGroups - 1 && Largest(rest, common.Length) is { } largest && largest.Columns.Count > 1)
        {
            // One group of everything says nothing.
            if (largest.Columns.Count == columns.Count)
            {
                break;
            }

            groups.Add(largest);
            rest.RemoveAll(column => largest.Columns.Contains(column));
        }

        if (rest.Count > 0)
        {
            string name = groups.Count == 0 ? Word(common) is { Length: > 0 } shared ? shared : "features" : "other";
            groups.Add(new ColumnGroup(name, groups.Count == 0 && common.Length > 0 ? common + "*" : null, rest));
        }

        return [.. groups.Select(group => group.Pattern is { } pattern && IsExact(pattern, group, all) ? group : group with { Pattern = null })
            .OrderBy(group => columns.Index().First(column => column.Item == group.Columns[0]).Index)];
    }

    /// <summary>Two groups of one, in the order of the file.</summary>
    public IReadOnlyList<ColumnGroup> Halves()
    {
        int half = (Columns.Count + 1) / 2;
        return [new ColumnGroup($"{Name}_a", null, [.. Columns.Take(half)]), new ColumnGroup($"{Name}_b", null, [.. Columns.Skip(half)])];
    }

    private static ColumnGroup? Largest(List<ColumnProfile> columns, int skipped) => columns
        .SelectMany(column => Candidates(column.Name, skipped).Select(pattern => (pattern.Name, pattern.Pattern, Column: column)))
        .GroupBy(candidate => (candidate.Name, candidate.Pattern))
        .Select(group => new ColumnGroup(group.Key.Name, group.Key.Pattern, [.. group.Select(candidate => candidate.Column)]))
        .MaxBy(group => group.Columns.Count);

    // The beginning up to the first separator, or the letters before a number; the word after the last separator.
    private static IEnumerable<(string Name, string Pattern)> Candidates(string name, int skipped)
    {
        string own = name[Math.Min(skipped, name.Length)..];
        int first = own.AsSpan().IndexOfAny(ColumnNames.Separators);
        if (first > 0 && first < own.Length - 1)
        {
            yield return (Word(own[..first]), name[..skipped] + own[..(first + 1)] + "*");
        }

        int letters = own.Length - own.TrimEnd("0123456789".ToCharArray()).Length;
        if (first < 0 && letters > 0 && letters < own.Length)
        {
            yield return (Word(own[..^letters]), name[..skipped] + own[..^letters] + "*");
        }

        int last = own.AsSpan().LastIndexOfAny(ColumnNames.Separators);
        if (last > 0 && last < own.Length - 1 && !own[(last + 1)..].All(char.IsAsciiDigit))
        {
            yield return (Word(own[(last + 1)..]), "*" + own[last..]);
        }
    }

    private static string CommonStart(IReadOnlyList<ColumnProfile> columns)
    {
        if (columns.Count < 2)
        {
            return "";
        }

        string first = columns[0].Name;
        int length = columns.Min(column => column.Name.AsSpan().CommonPrefixLength(first));
        int end = first.AsSpan(0, length).LastIndexOfAny(ColumnNames.Separators) + 1;
        return first[..end];
    }

    private static string Word(string text) => text.Trim(ColumnNames.Separators.ToArray());

    private static bool IsExact(string pattern, ColumnGroup group, IReadOnlyList<string> all)
    {
        string[] ends = pattern.Split('*');
        return ends.Length == 2 && all.Count(name => name.Length >= ends[0].Length + ends[1].Length
            && name.StartsWith(ends[0], StringComparison.Ordinal) && name.EndsWith(ends[1], StringComparison.Ordinal)) == group.Columns.Count;
    }
}
