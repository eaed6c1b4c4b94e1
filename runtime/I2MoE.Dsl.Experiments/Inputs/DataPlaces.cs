using I2MoE.Dsl.Data;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Experiments.Inputs;

/// <summary>Where the paths of a data section are looked for.</summary>
/// <param name="folder">The folder of the experiment, see <see cref="ExperimentDefinition.Folder"/>.</param>
internal sealed class DataPlaces(string folder)
{
    /// <summary>
    /// The folders in the order of search: the experiment's under the application's, the application's, the current one. An experiment that is run from
    /// its file has a full path as its folder, and the application's folder does not matter.
    /// </summary>
    public IReadOnlyList<string> Folders { get; } =
    [
        .. (Path.IsPathRooted(folder)
            ? (string[])[folder, WorkingFolder.Path]
            : [Path.Combine(AppContext.BaseDirectory, folder), AppContext.BaseDirectory, WorkingFolder.Path])
        .Select(place => Path.TrimEndingDirectorySeparator(Path.GetFullPath(place))).Distinct(),
    ];

    /// <summary>Where files are written that belong to the experiment: its folder, of a compiled experiment the current one.</summary>
    public string OwnFolder { get; } = Path.IsPathRooted(folder) ? folder : WorkingFolder.Path;

    /// <summary>The full path of a file or folder.</summary>
    /// <param name="key">The key that names it, for messages: <c>data.source.path</c>.</param>
    /// <param name="path">The path as it is stated.</param>
    /// <exception cref="DatasetException">It is in none of the places; the message names them all.</exception>
    public string Find(string key, string path)
    {
        string[] candidates = [.. Folders.Select(place => Path.GetFullPath(Path.Combine(place, path))).Distinct()];
        return candidates.FirstOrDefault(Path.Exists)
            ?? throw new DatasetException($"{key}: '{path}' does not exist. Looked for {string.Join(", ", candidates)}.{Suggest(candidates)}");
    }

    private static string Suggest(string[] candidates)
    {
        string[] neighbours = [.. candidates.Select(candidate => Path.GetDirectoryName(candidate)).Where(Directory.Exists)
            .SelectMany(place => Directory.EnumerateFileSystemEntries(place!)).Select(entry => Path.GetFileName(entry)).Distinct()];
        return NearestName.Suggest(Path.GetFileName(candidates[0]), neighbours);
    }
}
