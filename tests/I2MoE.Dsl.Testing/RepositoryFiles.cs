using System.Runtime.CompilerServices;

namespace I2MoE.Dsl.Testing;

/// <summary>Where the tests find the repository and the reference data that is not part of it.</summary>
public static class RepositoryFiles
{
    /// <summary>The folder of the repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The folder of the reference numbers (I2MOE_GOLDEN, or shared/golden beside the repository); null where it is absent.</summary>
    public static string? Golden { get; } = Find("I2MOE_GOLDEN", "golden");

    /// <summary>The folder of data sets that may not be shipped (I2MOE_DATA, or shared/data beside the repository); null where it is absent.</summary>
    public static string? Data { get; } = Find("I2MOE_DATA", "data");

    private static string? Find(string variable, string name)
    {
        string folder = Environment.GetEnvironmentVariable(variable) ?? Path.Combine(Root, "..", "shared", name);
        return Directory.Exists(folder) ? Path.GetFullPath(folder) : null;
    }

    private static string FindRoot([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));
}
