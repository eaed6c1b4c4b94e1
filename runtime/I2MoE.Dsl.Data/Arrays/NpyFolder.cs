namespace I2MoE.Dsl.Data;

/// <summary>Reads a dataset from a folder of NumPy arrays: one .npy file for each modality and one for the labels.</summary>
internal static class NpyFolder
{
    private const string Extension = ".npy";

    /// <summary>Reads a whole folder; see <see cref="DatasetSources"/>.</summary>
    public static MultimodalDataset Read(string path, ArrayLayout? layout = null)
    {
        layout ??= new ArrayLayout();
        return Open(path, source => source.ToDataset(layout, layout.ClassNames ?? (layout.Role == SourceRole.Other ? null : ReadClassNames(path))));
    }

    /// <summary>Reads from the arrays of a folder.</summary>
    internal static T Open<T>(string path, Func<ArraySource, T> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (File.Exists(path) && Path.GetExtension(path).Equals(Extension, StringComparison.OrdinalIgnoreCase))
        {
            return read(new Source(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileNameWithoutExtension(path)));
        }

        DataFiles.RequireFolder(path, "a folder with .npy files, or one of them");
        return read(new Source(path));
    }

    /// <summary>The names of the classes that a folder states; null where it states none.</summary>
    internal static string[]? ReadClassNames(string folder)
    {
        string? file = new[] { Path.Combine(folder, "classes.txt"), Path.Combine(folder, "extra", "classes.txt") }.FirstOrDefault(File.Exists);
        if (file is null)
        {
            return null;
        }

        string[] lines = DataFiles.Reading(file, "as text", () => StrictText.ReadLines(file));
        string[] names = [.. lines.Select(line => line.Trim()).Reverse().SkipWhile(line => line.Length == 0).Reverse()];
        for (int i = 0; i < names.Length; i++)
        {
            if (names[i].Length == 0)
            {
                throw new DatasetException("the line is blank; expected the name of a class on each line.", file, i + 1);
            }

            int first = Array.IndexOf(names, names[i]);
            if (first < i)
            {
                throw new DatasetException($"the class '{names[i]}' is already on line {first + 1}; every class needs a name of its own.", file, i + 1);
            }
        }

        return names;
    }

    // All arrays of a folder, or one of them.
    private sealed class Source(string folder, string? only = null) : ArraySource(folder)
    {
        private readonly string _folder = folder;

        public override IReadOnlyList<string> Names { get; } = only is not null ? [only] :
            DataFiles.Reading(folder, "as a folder", () => Directory.EnumerateFiles(folder, "*" + Extension))
                .Where(file => !Path.GetFileName(file).StartsWith('.')).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal).ToArray();

        protected override string Noun => "file";

        protected override StoredArray Open(string name) => NpyArray.OpenFile(FileOf(name));

        protected override T Reading<T>(string name, Func<T> read) => DataFiles.Reading(FileOf(name), "as an array", read);

        protected override DatasetException Problem(string name, string message, Exception? inner = null) => new(message, FileOf(name), innerException: inner);

        private string FileOf(string name) => Path.Combine(_folder, name + Extension);
    }
}
