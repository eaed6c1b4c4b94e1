using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Data;

/// <summary>The columns of one file that a layout asks for.</summary>
internal sealed class TableColumns
{
    /// <summary>What is wrong with a column that has the name of another.</summary>
    public const string TwoOfOneName = "two columns of the file have this name; a column that is used needs a name of its own.";

    private readonly TableFile _file;
    private readonly long? _headerLine;
    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _repeated = new(StringComparer.Ordinal);
    private readonly HashSet<int> _apart = [];
    private int _id = -1;

    private TableColumns(TableFile file, long? headerLine, IReadOnlyList<string> names)
    {
        _file = file;
        _headerLine = headerLine;
        Names = names;
        for (int column = 0; column < names.Count; column++)
        {
            if (!_positions.TryAdd(names[column], column))
            {
                _repeated.Add(names[column]);
            }
        }
    }

    /// <summary>The names of all columns of the file.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The positions of the columns that are predicted.</summary>
    public int[] Labels { get; private set; } = [];

    /// <summary>The positions of each modality's columns, in the order of the features.</summary>
    public IReadOnlyList<(string Name, int[] Columns)> Modalities { get; private set; } = [];

    /// <summary>The position of each column of categories, and the modality that it belongs to.</summary>
    public IReadOnlyList<(string Name, int Column, TableCategory Category)> Categories { get; private set; } = [];

    /// <summary>The position of the column with the files of each modality that is images.</summary>
    public IReadOnlyList<(string Name, int Column)> Images { get; private set; } = [];

    /// <summary>The position of the column of each modality that is text.</summary>
    public IReadOnlyList<(string Name, int Column)> Texts { get; private set; } = [];

    /// <summary>Finds the columns of a layout.</summary>
    /// <param name="file">The file.</param>
    /// <param name="headerLine">The line with the names; null where they are not in a line.</param>
    /// <param name="header">The names of all columns.</param>
    /// <param name="layout">What makes up the label and each modality.</param>
    /// <exception cref="DatasetException">A column is missing, or used twice.</exception>
    public static TableColumns Resolve(TableFile file, long? headerLine, string[] header, TableLayout layout)
    {
        string[] names = [.. header.Select(name => name.Trim())];
        TableColumns columns = new(file, headerLine, names);
        columns._id = layout.Id is { } id ? columns.Position(id) : -1;
        layout = columns.WithoutAbsent(layout);
        columns._apart.UnionWith(layout.Apart.Select(columns.Position));
        columns.Labels = columns.FindLabels(layout);
        columns.Categories = [.. layout.Categories.SelectMany(modality => modality.Value.SelectMany(category =>
            columns.Find($"the modality '{modality.Key}'", category.Column).Select(column => (modality.Key, column, category))))];
        columns.Texts = [.. layout.Texts.Select(text => (text.Key, columns.FindText(text.Key, text.Value.Column)))];
        columns.Modalities =
        [
            .. layout.Modalities.Select(modality => (modality.Key, modality.Value.Count == 0 && layout.Categories.ContainsKey(modality.Key) ? [] : columns.Find($"the modality '{modality.Key}'", modality.Value))),
            .. layout.Categories.Keys.Where(modality => !layout.Modalities.ContainsKey(modality)).Select(modality => (modality, Array.Empty<int>())),
        ];
        columns.Images = [.. layout.Images.Select(image => (image.Key, columns.FindImages(image.Key, image.Value.Column)))];
        columns.RefuseRepeatedNames();
        columns.RefuseSharedColumns();
        return columns;
    }

    public IReadOnlyDictionary<string, IReadOnlyList<string>> FeatureNames() =>
        Modalities.ToDictionary(modality => modality.Name, IReadOnlyList<string> (modality) => [.. modality.Columns.Select(column => Names[column])]);

    private int[] FindLabels(TableLayout layout)
    {
        if (layout.Role == SourceRole.Other || (layout.LabelsAreOptional && HasNoLabels(layout)))
        {
            return [];
        }

        if (layout.Labels is null)
        {
            string column = layout.Label ?? layout.Target!;
            int position = Position(column);
            int[] found = position >= 0 ? [position] : throw Missing(column, layout.Label is null ? "the target" : "the label");
            return layout.Event is { } happened ? [.. found, FindEvent(happened, position)] : found;
        }

        int[] positions = Find("the list of labels", layout.Labels);
        int? twice = positions.GroupBy(position => position).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null ? positions : throw Problem("the column occurs twice in the list of labels; it may be used once.", Names[twice.Value]);
    }

    private int FindEvent(string column, int target)
    {
        int position = Position(column);
        return position == target ? throw Problem("the column is the target and the event; each needs a column of its own.", column)
            : position >= 0 ? position
            : throw Missing(column, "the event");
    }

    private bool HasNoLabels(TableLayout layout) => !HasAny(layout.Labels ?? [layout.Label ?? layout.Target!]);

    private bool HasAny(IEnumerable<string> patterns) =>
        patterns.Any(pattern => Names.Any(name => name == pattern || (pattern.Split('*') is [string start, string end] && Matches(name, start, end))));

    // Of a file that has nothing of any modality, the columns are named otherwise.
    private TableLayout WithoutAbsent(TableLayout layout)
    {
        HashSet<string> absent = [.. layout.MayLack.Where(modality => !HasAny(layout.ColumnsOf(modality)))];
        return absent.Count == 0 || absent.IsSupersetOf(layout.AllModalities) ? layout : layout with
        {
            Modalities = Others(layout.Modalities),
            Categories = Others(layout.Categories),
            Images = Others(layout.Images),
            Texts = Others(layout.Texts),
        };

        OrderedDictionary<string, T> Others<T>(IReadOnlyDictionary<string, T> all) => new(all.Where(pair => !absent.Contains(pair.Key)));
    }

    private int FindImages(string modality, string column)
    {
        int position = Position(column);
        return Labels.Contains(position) ? throw Problem($"the images of the modality '{modality}' are named by the label; a model must not see it.", column)
            : position >= 0 ? position
            : throw Missing(column, $"the modality '{modality}'");
    }

    private int FindText(string modality, string column)
    {
        int position = Position(column);
        return position < 0 ? throw Missing(column, $"the modality '{modality}'") : Find($"the modality '{modality}'", column)[0];
    }

    private int[] Find(string user, IReadOnlyList<string> patterns)
    {
        if (patterns.Count == 0)
        {
            throw Problem($"{user} has no columns; name at least one, or a pattern such as 'mean *'.");
        }

        return [.. patterns.SelectMany(pattern => Find(user, pattern))];
    }

    private int[] Find(string user, string pattern)
    {
        int exact = Position(pattern);
        if (exact >= 0)
        {
            return exact == _id ? throw Problem($"{user} contains the ids of the samples; a model must not see them.", pattern)
                : !Labels.Contains(exact) ? [exact]
                : throw Problem($"{user} contains the label; a model must not see it.", pattern);
        }

        string[] ends = pattern.Split('*');
        if (ends.Length == 1)
        {
            throw Missing(pattern, user);
        }

        if (ends.Length > 2)
        {
            throw Problem($"the pattern '{pattern}' of {user} has more than one '*'; only one is allowed.");
        }

        HashSet<int> labels = [.. _apart, .. Labels, .. Categories.Select(category => category.Column), .. Texts.Select(text => text.Column)];
        int[] matches = [.. Enumerable.Range(0, Names.Count).Where(column => column != _id && !labels.Contains(column) && Matches(Names[column], ends[0], ends[1]))];
        return matches.Length > 0
            ? matches
            : throw Problem($"the pattern '{pattern}' of {user} matches no column; the columns are {NearestName.List([.. Names])}.");
    }

    private int Position(string name) => _positions.GetValueOrDefault(name, -1);

    // A name of two columns that nobody reads harms nobody.
    private void RefuseRepeatedNames()
    {
        foreach (int column in Labels.Concat(Modalities.SelectMany(modality => modality.Columns)).Concat(Categories.Select(category => category.Column)).Concat(Images.Concat(Texts).Select(owned => owned.Column)))
        {
            if (_repeated.Contains(Names[column]))
            {
                throw Problem(TwoOfOneName, Names[column]);
            }
        }
    }

    private void RefuseSharedColumns()
    {
        Dictionary<int, string> owners = [];
        foreach ((string modality, int[] columns) in Modalities.Concat(Categories.Select(category => (category.Name, (int[])[category.Column]))).Concat(Images.Concat(Texts).Select(owned => (owned.Name, (int[])[owned.Column]))))
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

    // A column without a name, such as the index that other tools write, belongs to no pattern.
    private static bool Matches(string name, string start, string end) =>
        name.Length > 0
        && name.Length >= start.Length + end.Length
        && name.StartsWith(start, StringComparison.Ordinal)
        && name.EndsWith(end, StringComparison.Ordinal);

    private DatasetException Missing(string column, string user)
    {
        string hint = Names.Count == 1 && _file.HasLines ? " The file has one column only; check the delimiter." : NearestName.SuggestOfFile(column, [.. Names]);
        return Problem($"there is no such column, which {user} needs; the columns are {NearestName.List([.. Names])}.{hint}", column);
    }

    private DatasetException Problem(string message, string? column = null) => _file.Problem(message, _headerLine, column);
}
