namespace I2MoE.Dsl.Runs;

/// <summary>
/// The folder that the relative paths of a command line are in: that of the process, or another that a caller named, who may run commands in several
/// folders at once.
/// </summary>
internal static class WorkingFolder
{
    private static readonly AsyncLocal<string?> s_named = new();

    /// <summary>The full path of the folder.</summary>
    public static string Path => s_named.Value ?? Directory.GetCurrentDirectory();

    /// <summary>Names the folder for the asynchronous method that calls this, and for whatever it calls.</summary>
    /// <param name="folder">A full path; null for the folder of the process.</param>
    public static void Enter(string? folder) => s_named.Value = folder;

    /// <summary>The full path of what a command line names.</summary>
    public static string Full(string path) => System.IO.Path.GetFullPath(path, Path);

    /// <summary>What a command line names, by a path that can be opened: as it was given, unless it is in another folder than that of the process.</summary>
    public static string Of(string path) => s_named.Value is { } folder ? System.IO.Path.Combine(folder, path) : path;
}
