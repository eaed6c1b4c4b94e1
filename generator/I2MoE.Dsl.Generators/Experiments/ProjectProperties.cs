using Microsoft.CodeAnalysis.Diagnostics;

namespace I2MoE.Dsl.Generators.Experiments;

/// <summary>The properties of the user's project that the generator reads. The targets of the package make them visible.</summary>
/// <param name="Folder">The folder of the project; empty where it is not known.</param>
/// <param name="RootNamespace">Its root namespace.</param>
/// <param name="GeneratesMain">Whether it sets <c>I2MoEGenerateMain</c>.</param>
internal sealed record ProjectProperties(string Folder, string RootNamespace, bool GeneratesMain)
{
    /// <summary>Reads them.</summary>
    public static ProjectProperties Read(AnalyzerConfigOptions options) => new(
        Get(options, "ProjectDir"),
        Get(options, "RootNamespace"),
        string.Equals(Get(options, "I2MoEGenerateMain"), "true", StringComparison.OrdinalIgnoreCase));

    /// <summary>The folder of the file at <paramref name="path"/> in the project, with slashes; empty for the project's own and outside of it.</summary>
    public static string FolderOf(string path, string projectFolder)
    {
        string root = projectFolder.Replace('\\', '/').TrimEnd('/') + "/";
        string file = path.Replace('\\', '/');
        int end = file.LastIndexOf('/');
        return root.Length > 1 && end >= root.Length && file.StartsWith(root, StringComparison.Ordinal) ? file.Substring(root.Length, end - root.Length) : "";
    }

    private static string Get(AnalyzerConfigOptions options, string property) =>
        options.TryGetValue("build_property." + property, out string? value) ? value.Trim() : "";
}
