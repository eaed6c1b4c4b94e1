using System.CommandLine;
using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Experiments.Commands;

/// <summary>The experiments that were compiled into a program, chosen by <c>--experiment</c>.</summary>
/// <param name="experiments">The experiments.</param>
internal sealed class CompiledExperiments(IReadOnlyList<ExperimentDefinition> experiments) : ExperimentSelection
{
    private readonly Option<string?> _experiment = new("--experiment")
    {
        Description = "The experiment, where the program has several: " + NearestName.List([.. experiments.Select(experiment => experiment.Name)]),
        HelpName = "NAME",
    };

    /// <inheritdoc/>
    public override string Invocation => "dotnet run --";

    /// <inheritdoc/>
    public override void AddTo(Command command) => command.Options.Add(_experiment);

    /// <inheritdoc/>
    public override ExperimentDefinition Select(ParseResult arguments, string? recorded = null)
    {
        string? name = arguments.GetValue(_experiment) ?? recorded;
        return name is not null ? Find(name) : experiments.Count switch
        {
            1 => experiments[0],
            0 => throw new ExperimentException("This program has no experiments. Add a file NAME.i2moe.yaml to the project, or a class with [I2MoEModel]."),
            _ => throw new ExperimentException($"This program has {experiments.Count} experiments; choose one with --experiment NAME: {Names}."),
        };
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ExperimentDefinition> SelectAll(ParseResult arguments) =>
        arguments.GetValue(_experiment) is null && experiments.Count > 1 ? experiments : [Select(arguments)];

    /// <inheritdoc/>
    public override string Example(string command, string options) => $"{Invocation} {command} {options}".TrimEnd();

    private string Names => string.Join(", ", experiments.Select(experiment => experiment.Name));

    private ExperimentDefinition Find(string name) =>
        experiments.FirstOrDefault(experiment => string.Equals(experiment.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ExperimentException(
            $"This program has no experiment '{name}'; it has {Names}.{NearestName.Suggest(name, experiments.Select(experiment => experiment.Name))}");
}
