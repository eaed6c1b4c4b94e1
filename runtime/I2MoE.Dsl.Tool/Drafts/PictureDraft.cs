using System.Globalization;
using System.Text;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Tool.Drafts;

/// <summary>Makes a draft of a folder of pictures with a folder for each class, and the table that lists them.</summary>
internal static class PictureDraft
{
    /// <summary>The classes of a folder: its folders that have pictures; none where it is something else.</summary>
    public static string[] Classes(string folder) =>
    [
        .. Directory.EnumerateDirectories(folder).Where(inner => Path.GetFileName(inner)[0] != '.' && Directory.EnumerateFiles(inner).Any(IsPicture))
            .Select(inner => Path.GetFileName(inner)).Order(StringComparer.Ordinal),
    ];

    /// <summary>The draft.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="list">The table that is to be written, beside the experiment.</param>
    /// <returns>The draft, and the text of the table.</returns>
    public static (Draft Draft, string List) Make(string folder, string list)
    {
        string[] classes = Classes(folder);
        if (classes.Length < 2)
        {
            throw new ExperimentException($"{folder} has pictures of the class '{classes[0]}' only; there must be a folder for each of at least two classes.");
        }

        StringBuilder rows = new("shape_file,colour_file,label\n");
        Dictionary<string, int> counts = [];
        foreach (string name in classes)
        {
            foreach (string file in ImageFiles.In(Path.Combine(folder, name), descends: false))
            {
                string path = Cell(Path.GetFullPath(file));
                rows.Append(CultureInfo.InvariantCulture, $"{path},{path},{Cell(name)}\n");
                counts[name] = counts.GetValueOrDefault(name) + 1;
            }
        }

        DraftTask task = TaskGuess.Of($"the folder '{Path.GetFileName(Path.TrimEndingDirectorySeparator(folder))}'", counts, areNumbers: false, areReal: null, "label: label", "target: label");
        return (new Draft
        {
            Samples = counts.Values.Sum(),
            Task = task,
            Modalities =
            [
                new DraftModality("outline", ["{ shape: [1, 32, 32], encoder: cnn2d }"], "{ images: shape_file }", "A model needs two modalities, and there are only pictures: this is one in grey, in which shapes are seen. It is stretched to 32 x 32 pixels."),
                new DraftModality("colour", ["{ shape: [3, 16, 16], encoder: cnn2d }"], "{ images: colour_file }", "The same picture small and in colour. Where there are notes or measurements of the pictures, put them into the table in its place."),
            ],
            Source = [$"# {list} was written beside this file: a line for each picture.", $"source: {{ kind: csv, path: {YamlWriter.Text(list)}, {task.SourceOption} }}"],
        }, rows.ToString());
    }

    private static bool IsPicture(string file) => ImagePixels.Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase);

    private static string Cell(string text) => text.AsSpan().IndexOfAny(",\"\n\r") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
