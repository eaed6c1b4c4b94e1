using System.ComponentModel;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Runs;

/// <summary>An experiment as a program runs it: the compiled model, and the text of everything that was declared. Generated models have one.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ExperimentDefinition
{
    /// <summary>The name of the model, by which <c>--experiment</c> finds it.</summary>
    public required string Name { get; init; }

    /// <summary>The experiment as YAML, with every default resolved.</summary>
    public required string Yaml
    {
        get => field.Length == 0 && WriteYaml is not null ? field = WriteYaml() : field;
        init;
    }

    /// <summary>The folder of the experiment's file in its project, with slashes; empty (default) for the project's own. Data are looked for there first.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Creates the model from a seed.</summary>
    public required Func<long, InteractionModel> CreateModel { get; init; }

    /// <summary>Creates the vanilla baseline of the model from a seed.</summary>
    public required Func<long, VanillaModel> CreateBaseline { get; init; }

    /// <summary>The full path of the file that the experiment was read from; null where it was compiled.</summary>
    internal string? File { get; init; }

    /// <summary>What the rules advise against in that file; none (default) where the build has told it.</summary>
    internal IReadOnlyList<YamlProblem> Warnings { get; init; } = [];

    // Writes the text when it is asked for: a program that uses the model alone never does.
    private Func<string>? WriteYaml { get; init; }

    /// <summary>The experiment of a declared model.</summary>
    /// <typeparam name="TModel">The class of the model.</typeparam>
    /// <param name="parts">What the model is made of.</param>
    /// <param name="createModel">Creates the model from a seed.</param>
    /// <param name="folder">See <see cref="Folder"/>.</param>
    /// <param name="data">The data section as YAML; empty where none is declared.</param>
    public static ExperimentDefinition Of<TModel>(ModelParts parts, Func<long, TModel> createModel, string folder = "", string data = "")
        where TModel : InteractionModel
    {
        ArgumentNullException.ThrowIfNull(parts);
        return new()
        {
            Name = parts.Description.Name,
            Yaml = "",
            WriteYaml = () => YamlExperimentWriter.Write(DeclaredSpecification.Of(parts, typeof(TModel))) + data,
            Folder = folder,
            CreateModel = createModel,
            CreateBaseline = seed => new VanillaModel(parts, seed),
        };
    }

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
    internal ExperimentDefinition WithName(string name) => With(name, Yaml);

    /// <summary>The same experiment without its sweep, as a trial of it is.</summary>
    internal ExperimentDefinition WithoutSweep() =>
        With(Name, YamlExperimentWriter.Write(YamlExperiment.Read(Name + YamlExperiment.Extension, Yaml, _ => null).Specification with { Sweep = null }));

    private ExperimentDefinition With(string name, string yaml) => new()
    {
        Name = name,
        Yaml = yaml,
        Folder = Folder,
        File = File,
        Warnings = Warnings,
        CreateModel = CreateModel,
        CreateBaseline = CreateBaseline,
    };
}
