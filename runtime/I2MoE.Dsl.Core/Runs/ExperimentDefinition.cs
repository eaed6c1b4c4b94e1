using I2MoE.Dsl.Models;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Runs;

/// <summary>An experiment as a program runs it: the compiled model, and the text of everything that was declared. Generated models have one.</summary>
public sealed class ExperimentDefinition
{
    /// <summary>The name of the model, by which <c>--experiment</c> finds it.</summary>
    public required string Name { get; init; }

    /// <summary>The experiment as YAML, with every default resolved.</summary>
    public required string Yaml { get; init; }

    /// <summary>The folder of the experiment's file in its project, with slashes; empty (default) for the project's own. Data are looked for there first.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Creates the model from a seed.</summary>
    public required Func<long, InteractionModel> CreateModel { get; init; }

    /// <summary>Creates the vanilla baseline of the model from a seed.</summary>
    public required Func<long, VanillaModel> CreateBaseline { get; init; }

    /// <summary>The full path of the file that the experiment was read from; null where it was compiled.</summary>
    internal string? File { get; init; }

    /// <summary>The name with its namespace, as the experiment states it.</summary>
    internal string FullName
    {
        get
        {
            Declaration declared = YamlExperiment.Read(Name + YamlExperiment.Extension, Yaml, _ => null).Specification.Declaration;
            return declared.Namespace.Length == 0 ? declared.Name : $"{declared.Namespace}.{declared.Name}";
        }
    }

    /// <summary>The same experiment under another name.</summary>
    internal ExperimentDefinition WithName(string name) => new()
    {
        Name = name,
        Yaml = Yaml,
        Folder = Folder,
        File = File,
        CreateModel = CreateModel,
        CreateBaseline = CreateBaseline,
    };
}
