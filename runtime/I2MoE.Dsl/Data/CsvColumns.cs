using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Data;

/// <summary>The columns of one file that a layout asks for.</summary>
internal sealed class CsvColumns
{
    private readonly string _path;
    private readonly long _line;

    private CsvColumns(string path, long line, IReadOnlyList<string> names)
    {
        _path = path;
        _line = line;
        Names = names;
    }

    /// <summary>The names of all columns of the file.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The position of the label column.</summary>
    public int Label { get; private init; }

    /// <summary>The positions of each modality's columns, in the order of the features.</summary>
    public IReadOnlyList<(string Name, int[] Columns)> Modalities { get; private set; } = [];

    public static CsvColumns Resolve(string path, long line, string[] header, CsvLayout layout)
    {
        string[] names = [.. header.Select(name => name.Trim())];
        string? duplicate = names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1)?.Key;
        if (duplicate is not null)
        {
            throw new DatasetException("two columns of the file have this name; every column needs a name of its own.", path, line, duplicate);
        }

        CsvColumns columns = new(path, line, names) { Label = Array.IndexOf(names, layout.Label) };
        if (columns.Label < 0)
        {
            throw columns.Missing(layout.Label, "the label");
        }

        columns.Modalities = [.. layout.Modalities.Select(modality => (modality.Key, columns.Find(modality.Key, modality.Value)))];
        columns.RefuseSharedColumns();
        return columns;
    }

    public IReadOnlyDictionary<string, IReadOnlyList<string>> FeatureNames() =>
        Modalities.ToDictionary(modality => modality.Name, IReadOnlyList<string> (modality) => [.. modality.Columns.Select(column => Names[column])]);

    private int[] Find(string modality, IReadOnlyList<string> patterns)
    {
        if (patterns.Count == 0)
        {
            throw Problem($"the modality '{modality}' has no columns; name at least one, or a pattern such as 'mean *'.");
        }

        return [.. patterns.SelectMany(pattern => Find(modality, pattern))];
    }

    private int[] Find(string modality, string pattern)
    {
        int exact = Names.ToList().IndexOf(pattern);
        if (exact >= 0)
        {
            return exact != Label ? [exact] : throw Problem($"the modality '{modality}' contains the label; a model must not see it.", pattern);
        }

        string[] ends = pattern.Split('*');
        if (ends.Length == 1)
        {
            throw Missing(pattern, $"the modality '{modality}'");
        }

        if (ends.Length > 2)
        {
            throw Problem($"the pattern '{pattern}' of the modality '{modality}' has more than one '*'; only one is allowed.");
        }

        int[] matches = [.. Enumerable.Range(0, Names.Count).Where(column => column != Label && Matches(Names[column], ends[0], ends[1]))];
        return matches.Length > 0
            ? matches
            : throw Problem($"the pattern '{pattern}' of the modality '{modality}' matches no column; the columns are {NearestName.List([.. Names])}.");
    }

    private void RefuseSharedColumns()
    {
        Dictionary<int, string> owners = [];
        foreach ((string modality, int[] columns) in Modalities)
        {
            foreach (int column in columns)
            {
                if (!owners.TryAdd(column, modality))
                {
                    string where = owners[column] == modality ? $"occurs twice in the modality '{modality}'" : $"belongs to the modalities '{owners[column]}' and '{modality}'";
                    throw Problem($"the column {where}; it may be used once.", Names[column]);
                }
            }
        }
    }

    private static bool Matches(string name, string start, string end) =>
        name.Length >= start.Length + end.Length
        && name.StartsWith(start, StringComparison.Ordinal)
        && name.EndsWith(end, StringComparison.Ordinal);

    private DatasetException Missing(string column, string user)
    {
        string hint = Names.Count == 1 ? " The file has one column only; check the delimiter." : NearestName.Suggest(column, Names);
        return Problem($"there is no such column, which {user} needs; the columns are {NearestName.List([.. Names])}.{hint}", column);
    }

    private DatasetException Problem(string message, string? column = null) => new(message, _path, _line, column);
}
