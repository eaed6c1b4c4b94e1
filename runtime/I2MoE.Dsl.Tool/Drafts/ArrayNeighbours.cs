using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Tool.Drafts;

/// <summary>What lies beside arrays and says more of them: names, parts and groups.</summary>
/// <param name="path">The file or folder of the arrays.</param>
/// <param name="shown">The path as the experiment states it.</param>
/// <param name="isFolder">Whether it is a folder, whose class names are found without being stated.</param>
internal sealed class ArrayNeighbours(string path, string shown, bool isFolder)
{
    private static readonly string[] s_samples = ["sample", "id", "item", "patient", "subject", "name"];

    private readonly string _folder = isFolder ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
    private readonly string _shown = isFolder ? shown : Path.GetDirectoryName(shown) ?? "";

    /// <summary>The names of the classes in a file that the source reads by itself; null where there is none.</summary>
    public string[]? ClassNames => isFolder ? NpyFolder.ReadClassNames(path) : null;

    /// <summary>A text file with the names of a modality's features; null where there is none.</summary>
    public string? FeatureNames(string modality, long features) =>
        Texts().FirstOrDefault(file => Path.GetFileNameWithoutExtension(file).Contains(modality, StringComparison.OrdinalIgnoreCase) && Lines(file) == features) is { } found ? Shown(found) : null;

    /// <summary>A text file with the names of the samples; null where there is none.</summary>
    public string? SampleNames(int samples) => Texts().FirstOrDefault(file =>
        s_samples.Any(word => Path.GetFileNameWithoutExtension(file).Contains(word, StringComparison.OrdinalIgnoreCase)) && Lines(file) == samples) is { } found ? Shown(found) : null;

    /// <summary>The split that an array beside the data states.</summary>
    public (string? Split, string? Comment) Split(int samples)
    {
        foreach ((string name, string kind, string comment) in new[]
            {
                ("split.npy", "given", "says which part a sample belongs to"),
                ("groups.npy", "group", "has the group of every sample; samples of one stay together, so that none is in two parts"),
                ("group.npy", "group", "has the group of every sample; samples of one stay together, so that none is in two parts"),
            })
        {
            if (Folders().Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists) is { } file && NpyArray.OpenFile(file) is { Shape: [var count] } && count == samples)
            {
                return ($"{{ kind: {kind}, file: {YamlWriter.Text(Shown(file))} }}", string.Create(CultureInfo.InvariantCulture, $"{name} {comment}."));
            }
        }

        return (null, null);
    }

    private IEnumerable<string> Folders() => new[] { _folder, Path.Combine(_folder, "extra") }.Where(Directory.Exists);

    private IEnumerable<string> Texts() => Folders().SelectMany(folder => Directory.EnumerateFiles(folder, "*.txt")).Order(StringComparer.Ordinal);

    private string Shown(string file) => Path.Combine(_shown, Path.GetRelativePath(_folder, file));

    // Names, one on each line: no file with an empty line will do.
    private static long Lines(string file)
    {
        try
        {
            string[] lines = StrictText.ReadLines(file);
            return lines.Any(string.IsNullOrWhiteSpace) ? -1 : lines.Length;
        }
        catch (Exception e) when (e is DatasetException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return -1;
        }
    }
}
