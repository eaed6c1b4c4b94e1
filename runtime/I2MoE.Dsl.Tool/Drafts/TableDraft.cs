using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Tool.Drafts;

/// <summary>Makes a draft of one table.</summary>
/// <param name="keys">Makes the keys of the modalities.</param>
/// <param name="profile">What the table holds.</param>
/// <param name="shown">The path of the table as the experiment states it.</param>
internal sealed class TableDraft(DraftKeys keys, TableProfile profile, string shown)
{
    private const int ListedColumns = 6;

    private readonly List<string> _notes = [];
    private readonly HashSet<string> _markers = new(StringComparer.Ordinal);

    /// <summary>The draft.</summary>
    /// <param name="target">The column that is predicted.</param>
    /// <exception cref="ExperimentException">There is no such column, or too little beside it.</exception>
    public Draft Make(string target)
    {
        ColumnProfile predicted = profile.Find(target)
            ?? throw new ExperimentException($"--target: {profile.Path} has no column '{target}'; its columns are {NearestName.List(profile.Names)}.{NearestName.Suggest(target, profile.Names)}");
        if (predicted.Missing > 0)
        {
            throw new ExperimentException(string.Create(CultureInfo.InvariantCulture,
                $"{profile.Path}: {predicted.Missing} of {profile.Rows} rows have no value of '{target}', the first in {(profile.IsParquet ? "row" : "line")} {predicted.FirstMissing}. Take these rows out."));
        }

        DraftTask task = TaskOf(predicted);
        bool isNumber = task.Yaml == "regression";
        var roles = new ColumnRoles(predicted, isNumber);
        Dictionary<ColumnProfile, ColumnRole> found = profile.Columns.Where(column => column != predicted).ToDictionary(column => column, column => Role(roles, column));
        DraftModality[] modalities = [.. new TableModalities(keys, profile, found, Markers).Make(_notes)];
        (string? split, string? comment) = SplitOf(found);
        return new Draft
        {
            Samples = profile.Rows,
            Task = task,
            Modalities = modalities,
            Source = [.. SourceLines(task.SourceOption)],
            Split = split,
            SplitComment = comment,
            Notes = _notes,
        };
    }

    private ColumnRole Role(ColumnRoles roles, ColumnProfile column)
    {
        (ColumnRole role, string reason) = roles.Of(column);
        if (role == ColumnRole.Leak)
        {
            _notes.Insert(0, $"LEAKAGE? {Shown(column.Name)}: {reason}.");
        }
        else if (reason.Length > 0 && _notes.Count < 40)
        {
            _notes.Add($"{Shown(column.Name)}: {reason}.");
        }

        return role;
    }

    // What stands for a missing value is said once for the whole table.
    private string Markers(ColumnProfile column)
    {
        string[] own = [.. ColumnRoles.Markers(column)];
        foreach (string marker in own)
        {
            _markers.Add(marker);
        }

        return own.Length == 0 ? "" : $" In {Shown(column.Name)}, {string.Join(" and ", own.Select(Shown))} seems to stand for a missing value.";
    }

    private DraftTask TaskOf(ColumnProfile predicted)
    {
        string column = YamlWriter.Text(predicted.Name);
        bool areNumbers = predicted.Numbers == predicted.Present && predicted.Values?.Keys.Any(value => bool.TryParse(value, out _)) != true;
        IReadOnlyDictionary<string, int> counts = predicted.Values ?? new Dictionary<string, int>();
        if (predicted.Values is null)
        {
            return areNumbers
                ? new DraftTask("regression", $"target: {column}",
                    [string.Create(CultureInfo.InvariantCulture, $"The column {Shown(predicted.Name)} has many different numbers, {predicted.Least:G6} to {predicted.Greatest:G6}: a number is predicted.")])
                : throw new ExperimentException($"--target: the column {Shown(predicted.Name)} of {profile.Path} has more than 64 different words, so that it says no class; name another with --target.");
        }

        return TaskGuess.Of($"the column {Shown(predicted.Name)}", counts, areNumbers, areReal: null, $"label: {column}", $"target: {column}");
    }

    private IEnumerable<string> SourceLines(string predicted)
    {
        CsvFormat? format = profile.Format;
        List<string> options = [$"kind: {(profile.IsParquet ? "parquet" : "csv")}", $"path: {YamlWriter.Text(shown)}", predicted];
        if (_markers.Count > 0)
        {
            options.Add($"missing: [{string.Join(", ", _markers.Select(marker => ColumnProfile.TryNumber(marker, out _) ? marker : YamlWriter.Text(marker)))}]");
        }

        if (format is { HasHeader: false })
        {
            yield return "# The first line has numbers only, so it is taken for a sample: the columns are c1, c2 and so on.";
            options.Add("header: false");
        }

        if (format is { Decimal: ',' })
        {
            yield return "# Numbers are written with a decimal comma.";
            options.Add("decimal: \",\"");
        }

        if (format is not null && format.Encoding != TextEncodingNames.Utf8)
        {
            yield return "# The text is not UTF-8; windows-1252 is what most other files are in. See whether special letters come out right.";
            options.Add($"encoding: {format.Encoding}");
        }

        yield return $"source: {{ {string.Join(", ", options)} }}";
    }

    private static (string? Split, string? Comment) SplitOf(Dictionary<ColumnProfile, ColumnRole> roles)
    {
        if (roles.FirstOrDefault(pair => pair.Value == ColumnRole.Part).Key is { } part)
        {
            return ($"{{ kind: given, column: {YamlWriter.Text(part.Name)} }}", $"The column {Shown(part.Name)} says which part a row belongs to: {string.Join(", ", part.Values!.Keys.Order(StringComparer.Ordinal))}.");
        }

        ColumnProfile[] groups = [.. roles.Where(pair => pair.Value == ColumnRole.Group).Select(pair => pair.Key)];
        return groups.MaxBy(column => column.Distinct) is { } group
            ? ($"{{ kind: group, column: {YamlWriter.Text(group.Name)} }}",
                string.Create(CultureInfo.InvariantCulture, $"{group.Rows} rows have {group.Distinct} different values of {Shown(group.Name)}: rows of one stay together, so that none is in two parts."))
            : (null, null);
    }

    /// <summary>A name in messages and comments.</summary>
    internal static string Shown(string name) => $"'{ShownText.Of(name)}'";

    /// <summary>Some names in a comment.</summary>
    internal static string Listed(IReadOnlyList<string> names) => string.Join(", ", names.Take(ListedColumns).Select(ShownText.Of)) + (names.Count > ListedColumns ? ", …" : "");
}
