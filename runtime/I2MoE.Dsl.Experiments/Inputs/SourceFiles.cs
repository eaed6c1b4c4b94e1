namespace I2MoE.Dsl.Experiments.Inputs;

/// <summary>The files of a source.</summary>
internal static class SourceFiles
{
    /// <summary>The file, or of a folder of arrays those in it and in what lies beside them.</summary>
    /// <param name="path">The full path of the source.</param>
    public static IReadOnlyList<string> Of(string path) => Directory.Exists(path)
        ? [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) is ".npy" or ".txt").Order(StringComparer.Ordinal)]
        : File.Exists(path) ? [path] : [];
}
