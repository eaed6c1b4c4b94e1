using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Tool;

/// <summary>
/// Looks for experiment files as a build does: not among its own output, and not in folders whose name begins with a dot. A folder that links
/// lead to again is searched once, so that a link to a folder above ends.
/// </summary>
internal sealed class ExperimentSearch
{
    private readonly HashSet<string> _searched = new(StringComparer.Ordinal);

    /// <summary>The experiment files in a folder and those below it.</summary>
    public IEnumerable<string> Find(string folder) => Search(folder, RealPath(new DirectoryInfo(Path.GetFullPath(folder))) ?? Path.GetFullPath(folder));

    private IEnumerable<string> Search(string folder, string real)
    {
        if (!_searched.Add(real))
        {
            return [];
        }

        // The folder's own before those that links lead to, so that a file is called by its shortest name.
        var inner = new DirectoryInfo(folder).EnumerateDirectories().Where(directory => directory.Name is not ("bin" or "obj" or ['.', ..])).ToArray();
        return
        [
            .. Directory.EnumerateFiles(folder).Where(YamlExperiment.IsExperiment),
            .. inner.OrderBy(directory => directory.LinkTarget is not null).SelectMany(directory => Below(folder, real, directory)),
        ];
    }

    private IEnumerable<string> Below(string folder, string real, DirectoryInfo inner)
    {
        string? target = inner.LinkTarget is null ? Path.Combine(real, inner.Name) : RealPath(inner);
        return target is null ? [] : Search(Path.Combine(folder, inner.Name), target);
    }

    // Null where a link leads nowhere. Links above the folder are followed too.
    private static string? RealPath(DirectoryInfo folder)
    {
        try
        {
            FileSystemInfo target = folder.ResolveLinkTarget(returnFinalTarget: true) ?? folder;
            return !target.Exists || ((DirectoryInfo)target).Parent is not { } parent
                ? target.Exists ? target.FullName : null
                : Path.Combine(RealPath(parent) ?? parent.FullName, target.Name);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
