using System.Globalization;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Tool.Drafts;

/// <summary>Makes modalities of the columns of a table.</summary>
/// <param name="keys">Makes the keys of the modalities.</param>
/// <param name="profile">What the table holds.</param>
/// <param name="roles">What each column is for.</param>
/// <param name="markers">Says what stands for a missing value in a column.</param>
internal sealed class TableModalities(DraftKeys keys, TableProfile profile, IReadOnlyDictionary<ColumnProfile, ColumnRole> roles, Func<ColumnProfile, string> markers)
{
    private const int MostModalities = 8;
    private const int MostWords = 20_000;

    // A vector for each level is narrower than a feature for each from there on.
    private const int ManyLevels = 16;
    private const int LevelWidth = 8;

    /// <summary>The modalities, two to eight.</summary>
    /// <param name="notes">Takes what is left out.</param>
    /// <exception cref="ExperimentException">There are too few columns.</exception>
    public IReadOnlyList<DraftModality> Make(List<string> notes)
    {
        List<DraftModality> others = [.. Categories([.. Of(ColumnRole.Category)]), .. Of(ColumnRole.Text).Select(Text), .. Of(ColumnRole.Picture).Select(Picture), .. Of(ColumnRole.Numbers).Select(List)];
        if (others.Count > MostModalities)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{others.Count - MostModalities} of the columns that would be modalities of their own; a model has at most {MostModalities}."));
            others = [.. others.Take(MostModalities)];
        }

        IReadOnlyList<ColumnGroup> groups = ColumnGroup.Of([.. Of(ColumnRole.Number)], profile.Names);
        if (groups.Count == 1 && others.Count == 0)
        {
            groups = groups[0].Columns.Count > 1 ? groups[0].Halves() : groups;
        }

        if (groups.Count + others.Count < 2)
        {
            throw new ExperimentException($"{profile.Path} has too few columns to learn from beside what is predicted: a model needs two modalities of at least one column each.{(notes.Count > 0 ? " Left out: " + string.Join(" ", notes.Take(3)) : "")}");
        }

        int room = MostModalities - others.Count;
        return [.. Merge(groups, room).Select(Numbers), .. others];
    }

    private IEnumerable<ColumnProfile> Of(ColumnRole role) => roles.Where(pair => pair.Value == role).Select(pair => pair.Key);

    private static IEnumerable<ColumnGroup> Merge(IReadOnlyList<ColumnGroup> groups, int room) => groups.Count <= room
        ? groups
        : room == 0 ? [] : [.. groups.Take(room - 1), new ColumnGroup("other", null, [.. groups.Skip(room - 1).SelectMany(group => group.Columns)])];

    private DraftModality Numbers(ColumnGroup group)
    {
        string[] names = [.. group.Columns.Select(column => column.Name)];
        int count = names.Length;
        int missing = group.Columns.Sum(column => column.Missing);
        string found = group.Pattern is { } pattern
            ? string.Create(CultureInfo.InvariantCulture, $"{count} columns {TableDraft.Shown(pattern)}")
            : string.Create(CultureInfo.InvariantCulture, $"{count} column{(count > 1 ? "s" : "")}: {TableDraft.Listed(names)}");
        string range = string.Create(CultureInfo.InvariantCulture, $", {group.Columns.Min(column => column.Least):G4} to {group.Columns.Max(column => column.Greatest):G4}");
        string gaps = missing > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {100.0 * missing / ((double)count * profile.Rows):0.#} % of the values are missing") : "";
        (string optional, string lacking) = Lacking(group.Columns);
        string guess = group.Name.EndsWith("_a", StringComparison.Ordinal) ? " Nothing in the names says which columns belong together, so they are halved in the order of the file: group them by what they measure." : "";
        string marked = string.Concat(group.Columns.Select(markers).Where(text => text.Length > 0).Take(3));
        string data = group.Pattern is not null ? YamlWriter.Of(new[] { group.Pattern }.ToEquatableArray()) : YamlWriter.Of(names.ToEquatableArray());
        return new DraftModality(keys.Of(group.Name), [string.Create(CultureInfo.InvariantCulture, $"{{ features: {count}, {optional}encoder: linear }}")], data, $"{found}{range}{gaps}.{lacking}{guess}{marked}");
    }

    // A sample lacks a modality where no column of it has a value; the experts of an optional one then have no say.
    private (string Option, string Comment) Lacking(IReadOnlyList<ColumnProfile> columns)
    {
        int lacking = columns.All(column => column.Missing > 0) ? RowSet.CountOfAll([.. columns.Select(column => column.Absent)]) : 0;
        return lacking > 0 && lacking < profile.Rows
            ? ("optional: true, ", string.Create(CultureInfo.InvariantCulture, $" {lacking} of {profile.Rows} rows have none of them and lack the modality, so it is optional."))
            : ("", "");
    }

    // One value for each level, for every other one and for none.
    private IEnumerable<DraftModality> Categories(ColumnProfile[] columns)
    {
        if (columns.Length == 0)
        {
            yield break;
        }

        string[][] levels = [.. columns.Select(column => (string[])[.. column.Values!.Keys.Select(LabelValue.Parse).Distinct().Order().Select(level => level.ToString())])];
        int features = levels.Sum(own => own.Length + CategoryColumn.Others);
        (string optional, string lacking) = Lacking(columns);
        bool areMany = levels.Any(own => own.Length >= ManyLevels);
        string embedded = areMany ? string.Create(CultureInfo.InvariantCulture, $"levels: [{string.Join(", ", levels.Select(own => own.Length + CategoryColumn.Others))}], embedding: {LevelWidth}, ") : "";
        string vectors = areMany ? string.Create(CultureInfo.InvariantCulture, $" Some have many levels, so that a vector of {LevelWidth} numbers is learned for each level; without 'levels' and 'embedding' each stays a feature.") : "";
        string stated = string.Join(", ", columns.Select((column, c) => $"{YamlWriter.Text(column.Name)}: {YamlWriter.Of(levels[c].ToEquatableArray())}"));
        yield return new DraftModality(
            keys.Of("categories"),
            [string.Create(CultureInfo.InvariantCulture, $"{{ features: {features}, {optional}{embedded}encoder: linear }}")],
            $"{{ categories: {{ {stated} }} }}",
            string.Create(CultureInfo.InvariantCulture, $"{columns.Length} column{(columns.Length > 1 ? "s" : "")} of words: {TableDraft.Listed([.. columns.Select(column => column.Name)])}. Each has a feature for every level, one for other levels and one for none.{vectors}{lacking}"));
    }

    // Words that occur once teach nothing.
    private DraftModality Text(ColumnProfile column)
    {
        int vocabulary = Math.Clamp((column.Text.Repeated + 2 + 99) / 100 * 100, 100, MostWords);
        (string optional, string lacking) = Lacking([column]);
        return new DraftModality(
            keys.Of(column.Name),
            [string.Create(CultureInfo.InvariantCulture, $"{{ shape: [{column.Text.Length}], {optional}encoder: {{ kind: text, vocabulary: {vocabulary}, token_dim: 32, pooling: mean }} }}")],
            $"{{ text: {YamlWriter.Text(column.Name)}, tokenizer: words }}",
            string.Create(CultureInfo.InvariantCulture, $"The column {TableDraft.Shown(column.Name)} has sentences with {column.Text.Words:N0} different words, {column.Text.Repeated:N0} of them more than once; 19 of 20 have at most {column.Text.Length} words, and longer ones lose their end. The most frequent words of the training part are numbered.{lacking}"));
    }

    private DraftModality Picture(ColumnProfile column) => new(
        keys.Of(column.Name),
        ["{ shape: [3, 32, 32], encoder: cnn2d }"],
        $"{{ images: {YamlWriter.Text(column.Name)} }}",
        $"The column {TableDraft.Shown(column.Name)} names pictures. They are stretched to 32 x 32 pixels in colour; [1, H, W] is grey.");

    private DraftModality List(ColumnProfile column) => new(
        keys.Of(column.Name),
        [string.Create(CultureInfo.InvariantCulture, $"{{ features: {column.Width}, encoder: linear }}")],
        YamlWriter.Text(column.Name),
        string.Create(CultureInfo.InvariantCulture, $"The column {TableDraft.Shown(column.Name)} has {column.Width} numbers in every row."));
}
