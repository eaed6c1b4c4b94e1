using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Generators.Yaml;

/// <summary>The class that an experiment is to become.</summary>
/// <param name="Path">The path of the experiment.</param>
/// <param name="Namespace">The namespace; empty for the global one.</param>
/// <param name="Name">The name.</param>
/// <param name="Modalities">The names of its modalities.</param>
internal sealed record YamlClass(string Path, string Namespace, string Name, EquatableArray<string> Modalities)
{
    /// <summary>The class of <paramref name="model"/>.</summary>
    public static YamlClass Of(YamlModel model)
    {
        ModelSpecification specification = model.Reading.Specification;
        return new YamlClass(
            model.Path,
            specification.Declaration.Namespace,
            specification.Declaration.Name,
            specification.Modalities.Select(modality => modality.Name).ToEquatableArray());
    }
}
