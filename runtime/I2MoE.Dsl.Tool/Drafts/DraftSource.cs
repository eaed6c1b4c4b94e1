using I2MoE.Dsl.Data;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Tool.Drafts;

/// <summary>Looks at data and makes a draft of them, whatever they are.</summary>
/// <param name="name">The name of the experiment.</param>
/// <param name="target">What is predicted; null to look for it.</param>
internal sealed class DraftSource(string name, string? target)
{
    private static readonly string[] s_tables = [".csv", ".tsv", ".csv.gz", ".tsv.gz", ".txt", ".parquet"];

    /// <summary>The files that go with the experiment, by their names.</summary>
    public Dictionary<string, string> Files { get; } = [];

    /// <summary>The draft of a file or folder.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="ExperimentException">The data are of an unknown kind, or no experiment can be made of them.</exception>
    public async Task<Draft> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
        {
            return await OfFolderAsync(path, cancellationToken).ConfigureAwait(false);
        }

        if (!File.Exists(path))
        {
            throw new ExperimentException($"--data: {Path.GetFullPath(path)} does not exist.");
        }

        var keys = new DraftKeys(name);
        return Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".NPZ" => NpzFile.Open(path, arrays => new ArrayDraft(keys, "npz", path, Shown(path)).Make(arrays, target)),
            ".H5" or ".HDF5" => Hdf5Dataset.Open(path, arrays => new ArrayDraft(keys, "hdf5", path, Shown(path)).Make(arrays, target)),
            ".NPY" => throw new ExperimentException($"{path} is one array; name its folder, in which the arrays of the other modalities and of the labels are."),
            _ when IsTable(path) => await OfTableAsync(path, cancellationToken).ConfigureAwait(false),
            _ => throw new ExperimentException($"The kind of {path} is not known. Allowed: a table ({string.Join(", ", s_tables)}), .npz, .h5, a folder of .npy files, or a folder with a folder of pictures for each class."),
        };
    }

    private async Task<Draft> OfFolderAsync(string path, CancellationToken cancellationToken)
    {
        if (Directory.EnumerateFiles(path, "*.npy").Any())
        {
            return NpyFolder.Open(path, arrays => new ArrayDraft(new DraftKeys(name), "npy", path, Shown(path)).Make(arrays, target));
        }

        string[] files = [.. Directory.EnumerateFiles(path).Where(file => IsTable(file) || Path.GetExtension(file).ToUpperInvariant() is ".NPZ" or ".H5" or ".HDF5").Order(StringComparer.Ordinal)];
        if (files.Length == 1)
        {
            return await ReadAsync(files[0], cancellationToken).ConfigureAwait(false);
        }

        if (PictureDraft.Classes(path).Length > 0 && files.Length == 0)
        {
            string list = $"{name}.pictures.csv";
            (Draft draft, string text) = PictureDraft.Make(path, list);
            Files[list] = text;
            return draft;
        }

        throw new ExperimentException(files.Length == 0
            ? $"{path} has no data that are read: expected .npy files, a folder of pictures for each class, or one file that ends in {string.Join(", ", s_tables)}, .npz or .h5."
            : $"{path} has several files of data ({NearestName.List([.. files.Select(file => Path.GetFileName(file))])}); name one of them.");
    }

    private async Task<Draft> OfTableAsync(string path, CancellationToken cancellationToken)
    {
        TableProfile profile = await TableProfile.ReadAsync(path, target, cancellationToken).ConfigureAwait(false);
        string? predicted = target ?? ColumnNames.Target(profile.Names);
        if (predicted is null)
        {
            throw new ExperimentException($"Which column is predicted? Name it with --target; the columns are {NearestName.List(profile.Names)}.");
        }

        profile = target is null ? await TableProfile.ReadAsync(path, predicted, cancellationToken).ConfigureAwait(false) : profile;
        return new TableDraft(new DraftKeys(name), profile, Shown(path)).Make(predicted);
    }

    private static bool IsTable(string path) => s_tables.Any(end => path.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    // From the folder of the experiment, which is the current one, unless it is far away.
    private static string Shown(string path)
    {
        string relative = Path.GetRelativePath(WorkingFolder.Path, Path.GetFullPath(path));
        return relative.StartsWith("..", StringComparison.Ordinal) ? Path.GetFullPath(path) : relative.Replace('\\', '/');
    }
}
