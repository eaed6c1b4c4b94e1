using System.CommandLine;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Experiments.Commands;

/// <summary>The experiments that were compiled into a program, chosen by <c>--experiment</c>.</summary>
internal sealed class CompiledExperiments : ExperimentSelection
{
    private readonly IReadOnlyList<ExperimentDefinition> _experiments;
    private readonly Option<string?> _experiment;

    /// <summary>Makes the selection.</summary>
    /// <param name="experiments">The experiments. Those of one name in several namespaces go by their full names, and so do the folders of their runs.</param>
    public CompiledExperiments(IReadOnlyList<ExperimentDefinition> experiments)
    {
        _experiments =
        [
            .. experiments.Select(experiment => experiments.Count(other => string.Equals(other.Name, experiment.Name, StringComparison.OrdinalIgnoreCase)) > 1
                ? experiment.WithName(experiment.FullName)
                : experiment),
        ];
        _experiment = new Option<string?>("--experiment")
        {
            Description = "The experiment, where the program has several: " + NearestName.List([.. _experiments.Select(experiment => experiment.Name)]),
            HelpName = "NAME",
        };
    }

    /// <inheritdoc/>
    public override string Invocation => "dotnet run --";

    /// <inheritdoc/>
    public override void AddTo(Command command) => command.Options.Add(_experiment);

    /// <inheritdoc/>
    public override ExperimentDefinition Select(ParseResult arguments, string? recorded = null)
    {
        string? name = arguments.GetValue(_experiment) ?? recorded;
        return name is not null ? Find(name) : _experiments.Count switch
        {
            1 => _experiments[0],
            0 => throw new ExperimentException("This program has no experiments. Add a file NAME.i2moe.yaml to the project, or a class with [I2MoEModel]."),
            _ => throw new ExperimentException($"This program has {_experiments.Count} experiments; choose one with --experiment NAME: {Names}."),
        };
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ExperimentDefinition> SelectAll(ParseResult arguments) =>
        arguments.GetValue(_experiment) is null && _experiments.Count > 1 ? _experiments : [Select(arguments)];

    /// <inheritdoc/>
    public override string Example(string command, string options) => $"{Invocation} {command} {options}".TrimEnd();

    /// <inheritdoc/>
    public override string? ExplainArgument(string token)
    {
        string name = token.EndsWith(YamlExperiment.Extension, StringComparison.OrdinalIgnoreCase) ? token[..^YamlExperiment.Extension.Length] : token;
        return _experiments.Any(experiment => Matches(experiment, name)) ? $"An experiment is chosen with --experiment {name}." : null;
    }

    private string Names => string.Join(", ", _experiments.Select(experiment => experiment.Name));

    // As it is written, if that is a name; else in whatever case, and without its namespace.
    private ExperimentDefinition Find(string name)
    {
        ExperimentDefinition[] found = [.. _experiments.Where(experiment => experiment.Name == name)];
        if (found.Length == 0)
        {
            found = [.. _experiments.Where(experiment => Matches(experiment, name))];
        }

        return found.Length switch
        {
            1 => found[0],
            0 => throw new ExperimentException(
                $"This program has no experiment '{name}'; it has {Names}.{NearestName.Suggest(name, _experiments.Select(experiment => experiment.Name))}"),
            _ => throw new ExperimentException($"This program has several experiments called '{name}': {string.Join(", ", found.Select(experiment => experiment.Name))}. Choose one by that name."),
        };
    }

    private static bool Matches(ExperimentDefinition experiment, string name) =>
        IsSame(experiment.Name, name) || IsSame(experiment.FullName, name) || IsSame(experiment.FullName[(experiment.FullName.LastIndexOf('.') + 1)..], name);

    private static bool IsSame(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
