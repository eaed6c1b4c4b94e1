using System.Globalization;
using I2MoE.Trials.Options;

namespace I2MoE.Trials.Drawing;

/// <summary>Draws a data section and writes its files.</summary>
internal sealed class DataDraw(OptionPage page, Dice dice, ValueDraw values, string folder)
{
    private static readonly string[] s_prefixes = ["mean", "größe", "血压", "возраст", "σ²", "a,b", "it's", "قياس", "v"];

    private static readonly string[] s_levels = ["Oslo", "größer", "1", "2.5", "a, b", "it's", "да", "良性", "x|y", "=1", "True"];

    private readonly List<(string Name, string[] Cells)> _columns = [];

    /// <summary>The rows of the test part; null where the program deals them.</summary>
    public IReadOnlyList<int>? TestRows { get; private set; }

    /// <summary>Whether the program draws the data itself.</summary>
    public bool IsRandom { get; private set; }

    /// <summary>Draws the section <c>data</c>.</summary>
    public YamlMap Draw(IReadOnlyList<DrawnModality> modalities, DrawnLabels labels)
    {
        var data = new YamlMap();
        int width = modalities.Max(modality => modality.Width);
        string kind = width > 300 ? dice.Any(["npz", "npy", "random"]) : dice.Any(["csv", "csv", "csv", "npz", "npy", "random"]);
        YamlMap source = kind switch { "csv" => Table(data, modalities, labels), "random" => RandomSource(labels), _ => Arrays(kind, data, modalities, labels) };
        var ordered = new YamlMap();
        ordered.Set("source", source);
        foreach (string key in data.Keys)
        {
            ordered.Set(key, data[key]!);
        }

        if (dice.Happens(0.5))
        {
            // Only standardisation puts something in the place of what is missing.
            bool areMissing = modalities.Any(modality => modality.Values.Any(row => row.Any(float.IsNaN)));
            ordered.Set("standardise", areMissing ? "true" : dice.Any(["true", "false"]));
        }

        if (kind != "random" && dice.Happens(0.3))
        {
            File.WriteAllLines(Path.Combine(folder, "names.txt"), Enumerable.Range(0, labels.Values.Length).Select(row => $"{dice.Any(s_prefixes)} {row}"));
            ordered.Set("sample_names", "names.txt");
        }

        return ordered;
    }

    private YamlMap RandomSource(DrawnLabels labels)
    {
        IsRandom = true;
        var source = new YamlMap();
        source.Set("kind", "random");
        source.Set("samples", Text(labels.Values.Length));
        source.Set("seed", Text(dice.Integer(0, 1000)));
        return source;
    }

    private YamlMap Arrays(string kind, YamlMap data, IReadOnlyList<DrawnModality> modalities, DrawnLabels labels)
    {
        int samples = labels.Values.Length;
        string path = kind == "npz" ? "data.npz" : "arrays";
        string labelName = dice.Any(["labels", "y", "Ergebnis"]);
        List<(string, byte[])> arrays = [];
        var places = new YamlMap();
        foreach (DrawnModality modality in modalities)
        {
            string name = dice.Happens(0.5) ? modality.Name : $"{modality.Name}_x";
            int[] shape = [samples, .. modality.Shape];
            IEnumerable<float> flat = modality.Values.SelectMany(row => row);
            arrays.Add((name, modality.Vocabulary > 0 ? ArrayText.Longs(shape, flat.Select(value => (long)value)) : ArrayText.Floats(shape, flat)));
            if (name != modality.Name)
            {
                places.Set(modality.Name, YamlMap.Quoted(name));
            }
        }

        int[] labelShape = labels.Task switch { "multi_label" => [samples, labels.Outputs], "survival" => [samples, 2], _ => [samples] };
        // Classes whose names are numbers stand in an array as these numbers.
        bool areNumbers = labels.Names?.All(IsNumber) == true && labels.Task is "classification" or "ordinal";
        IEnumerable<float> targets = labels.Values.SelectMany(row => row).Select(value => areNumbers ? float.Parse(labels.Names![(int)value], CultureInfo.InvariantCulture) : value);
        arrays.Add((labelName, labels.Task is "regression" or "survival" ? ArrayText.Floats(labelShape, targets) : ArrayText.Longs(labelShape, targets.Select(value => (long)value))));
        if (places.Count > 0)
        {
            data.Set("modalities", places);
        }

        if (Split(samples) is { } split)
        {
            if (split.Parts is { } parts)
            {
                arrays.Add(("part", ArrayText.Longs([samples], parts.Select(part => part == "test" ? 1L : 0L))));
            }
            else if (split.Groups is { } groups)
            {
                arrays.Add(("part", ArrayText.Longs([samples], groups.Select(group => (long)group))));
            }

            data.Set("split", split.Yaml);
        }

        ArrayText.Write(Path.Combine(folder, path), arrays);
        var source = new YamlMap();
        source.Set("kind", kind);
        source.Set("path", path);
        if (labelName != "labels")
        {
            source.Set("labels", labelName);
        }

        SetNames(source, labels);
        return source;
    }

    private YamlMap Table(YamlMap data, IReadOnlyList<DrawnModality> modalities, DrawnLabels labels)
    {
        int samples = labels.Values.Length;
        _columns.Add(("id", [.. Enumerable.Range(0, samples).Select(row => $"p-{row}")]));
        var places = new YamlMap();
        foreach ((int index, DrawnModality modality) in modalities.Index())
        {
            string prefix = $"{dice.Any(s_prefixes)} {index}";
            int numbers = modality.Width - modality.Levels.Sum();
            for (int feature = 0; feature < numbers; feature++)
            {
                _columns.Add(($"{prefix} {feature}", [.. modality.Values.Select(row => float.IsNaN(row[feature]) ? "" : row[feature].ToString("R", CultureInfo.InvariantCulture))]));
            }

            string written = numbers > 6 || (numbers > 0 && dice.Happens(0.5))
                ? YamlMap.Quoted($"{prefix} *")
                : $"[{string.Join(", ", Enumerable.Range(0, numbers).Select(feature => YamlMap.Quoted($"{prefix} {feature}")))}]";
            places.Set(modality.Name, modality.Levels.Count == 0 ? written : Categories(modality, index, numbers, written));
        }

        data.Set("modalities", places);
        var source = new YamlMap();
        source.Set("kind", "csv");
        source.Set("path", "data.csv");
        SetLabels(source, labels);
        if (Split(samples) is { } split)
        {
            if ((split.Parts ?? split.Groups?.Select(group => $"patient {group}").ToArray()) is { } cells)
            {
                _columns.Add(("part", cells));
            }

            data.Set("split", split.Yaml);
        }

        string delimiter = dice.Any([",", ",", ";", "\t", "|"]);
        if (dice.Happens(0.3))
        {
            source.Set("delimiter", delimiter == "\t" ? "\"\\t\"" : $"\"{delimiter}\"");
        }

        Write(Path.Combine(folder, "data.csv"), dice.Happens(0.3) ? dice.Shuffle(_columns) : [.. _columns], samples, delimiter);
        return source;
    }

    // Words of its levels stand in each column; those that are found in the data need not be stated.
    private YamlMap Categories(DrawnModality modality, int index, int numbers, string written)
    {
        var place = new YamlMap();
        if (numbers > 0)
        {
            place.Set("numbers", written);
        }

        var categories = new YamlMap();
        int begin = numbers;
        foreach ((int column, int width) in modality.Levels.Index())
        {
            string name = $"{dice.Any(s_prefixes)}, {index} of {column}";
            string[] levels = [.. dice.Shuffle(s_levels).Take(width - 2)];
            int start = begin;
            string[] cells = [.. modality.Values.Select(row => Array.IndexOf(row, 1f, start, width) - start is var level && level == width - 1 ? "" : level == width - 2 ? "elsewhere" : levels[level])];
            _columns.Add((name, cells));
            bool isFound = dice.Happens(0.4) && cells.Distinct().Count(cell => cell.Length > 0) == levels.Length && levels.All(cells.Contains);
            categories.Set(YamlMap.Quoted(name), isFound ? "[]" : $"[{string.Join(", ", levels.Select(YamlMap.Quoted))}]");
            begin += width;
        }

        place.Set("categories", categories);
        return place;
    }

    private void SetLabels(YamlMap source, DrawnLabels labels)
    {
        switch (labels.Task)
        {
            case "classification" or "ordinal":
                _columns.Add(("Diagnose, endgültig", [.. labels.Truth]));
                source.Set("label", YamlMap.Quoted("Diagnose, endgültig"));
                if (labels.Names is not null && (dice.Happens(0.6) || labels.Names.Any(IsNumber)))
                {
                    SetNames(source, labels);
                }

                break;
            case "multi_label":
                for (int label = 0; label < labels.Outputs; label++)
                {
                    _columns.Add((labels.Name(label), [.. labels.Values.Select(row => Text((int)row[label]))]));
                }

                source.Set("labels", $"[{string.Join(", ", Enumerable.Range(0, labels.Outputs).Select(label => YamlMap.Quoted(labels.Name(label))))}]");
                break;
            default:
                _columns.Add(("target", [.. labels.Values.Select(row => row[0].ToString("R", CultureInfo.InvariantCulture))]));
                source.Set("target", "target");
                if (labels.Task == "survival")
                {
                    _columns.Add(("event", [.. labels.Values.Select(row => Text((int)row[1]))]));
                    source.Set("event", "event");
                }

                break;
        }
    }

    private static bool IsNumber(string name) => double.TryParse(name, CultureInfo.InvariantCulture, out _);

    private static void SetNames(YamlMap source, DrawnLabels labels)
    {
        if (labels.Names is not null)
        {
            source.Set("class_names", $"[{string.Join(", ", labels.Names.Select(YamlMap.Quoted))}]");
        }
    }

    // A split, with what it needs in the data. Options of the page are drawn as they are; fewer than two samples a part are left to the program to refuse.
    private (YamlMap Yaml, string[]? Parts, int[]? Groups)? Split(int samples)
    {
        string kind = dice.Any(["none", "random", "given", "group"]);
        if (kind == "none")
        {
            return null;
        }

        var yaml = new YamlMap();
        yaml.Set("kind", kind);
        foreach (OptionRow row in page[$"split: {kind}"].Rows.Where(row => row.Key is not ("column" or "file" or "train" or "validation") && dice.Happens(0.4)))
        {
            if (values.Allowed(row) is { } value)
            {
                yaml.Set(row.Key, value);
            }
        }

        if (kind != "given")
        {
            // Ten groups are drawn.
            Relations.OfFolds(yaml, kind == "group" ? 5 : 10, dice);
        }

        if (kind != "given" && dice.Happens(0.5))
        {
            yaml.Set("train", dice.Any(["0.5", "0.6", "0.65"]));
            yaml.Set("validation", dice.Any(["0.2", "0.25"]));
        }

        if (kind == "random")
        {
            return (yaml, null, null);
        }

        yaml.Set("column", "part");
        if (kind == "group")
        {
            return (yaml, null, [.. Enumerable.Range(0, samples).Select(_ => dice.Integer(0, 9))]);
        }

        // Thirds by row, so that every class is in every part.
        string[] parts = dice.Shuffle(Enumerable.Range(0, samples).Select(row => (row % 5) switch { 0 => "test", 1 => "validation", _ => "train" }));
        TestRows = [.. parts.Index().Where(part => part.Item == "test").Select(part => part.Index)];
        return (yaml, parts, null);
    }

    private static void Write(string path, IReadOnlyList<(string Name, string[] Cells)> columns, int samples, string delimiter)
    {
        IEnumerable<string> Line(Func<(string Name, string[] Cells), string> cell) =>
            columns.Select(column => cell(column) is { } text && (text.Contains(delimiter, StringComparison.Ordinal) || text.Contains('"')) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell(column));
        File.WriteAllLines(path, [string.Join(delimiter, Line(column => column.Name)), .. Enumerable.Range(0, samples).Select(row => string.Join(delimiter, Line(column => column.Cells[row])))]);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
