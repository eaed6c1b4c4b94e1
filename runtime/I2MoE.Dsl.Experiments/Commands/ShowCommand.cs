using System.CommandLine;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Runs;

namespace I2MoE.Dsl.Experiments.Commands;

/// <summary><c>show</c>: the experiment with every default.</summary>
internal sealed class ShowCommand(ExperimentSelection selection)
    : ExperimentCommand(selection, "show", "Prints the experiment as YAML with every default and every change.")
{
    /// <inheritdoc/>
    public override IReadOnlyList<(string Options, string Purpose)> Examples =>
    [
        ("", "the experiment as it would be trained"),
        ("--set experts.masking=mean", "with a change"),
    ];

    /// <inheritdoc/>
    public override Task RunAsync(ParseResult arguments, ProgramConsole console, CancellationToken cancellationToken)
    {
        ExperimentDefinition definition = Selection.Select(arguments);
        console.Output.Write(ResolvedExperiment.Of(definition, Overrides(arguments, definition.Yaml)).Yaml);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override void AddOptions(Command command)
    {
        base.AddOptions(command);
        AddData(command);
    }
}
