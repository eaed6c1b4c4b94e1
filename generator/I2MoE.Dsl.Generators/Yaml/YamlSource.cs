using System.Collections.Immutable;
using I2MoE.Dsl.Generators.Reporting;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Generators.Yaml;

/// <summary>An experiment file and the files that it may extend.</summary>
/// <param name="File">The file.</param>
/// <param name="Others">The other YAML files; none where the file extends nothing, so that changes to them do not concern it.</param>
internal sealed record YamlSource(YamlFile File, EquatableArray<YamlFile> Others)
{
    /// <summary>Takes from <paramref name="all"/> what <paramref name="file"/> may extend.</summary>
    public static YamlSource Create(YamlFile file, ImmutableArray<YamlFile> all) =>
        new(file, file.Text.Contains("extends") ? all.ToEquatableArray() : default);

    /// <summary>Reads the experiment.</summary>
    public Attempt<YamlModel> Read() => Attempt<YamlModel>.Run(
        File.Path.Substring(File.Path.LastIndexOfAny(['/', '\\']) + 1),
        () => new YamlModel(File.Path, YamlExperiment.Read(File.Path, File.Text, FindText), UnknownClasses: default));

    private string? FindText(string path) =>
        Others.FirstOrDefault(other => string.Equals(YamlExperiment.NormalizePath(other.Path), path, StringComparison.Ordinal))?.Text;
}
