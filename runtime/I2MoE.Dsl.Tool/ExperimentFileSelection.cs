using System.CommandLine;
using I2MoE.Dsl.Experiments.Commands;
using I2MoE.Dsl.Runs;

namespace I2MoE.Dsl.Tool;

/// <summary>The experiment of a file that the command line names.</summary>
internal sealed class ExperimentFileSelection : ExperimentSelection
{
    private readonly Argument<string> _file = new("FILE") { Description = "The experiment file, NAME.i2moe.yaml. Its data are looked for from its folder." };

    /// <inheritdoc/>
    public override string Invocation => "i2moe";

    /// <inheritdoc/>
    public override void AddTo(Command command) => command.Arguments.Add(_file);

    /// <inheritdoc/>
    public override ExperimentDefinition Select(ParseResult arguments, string? recorded = null) => new ExperimentFile(arguments.GetValue(_file)!).ToDefinition();

    /// <inheritdoc/>
    public override IReadOnlyList<ExperimentDefinition> SelectAll(ParseResult arguments) => [Select(arguments)];

    /// <inheritdoc/>
    public override string CommandOf(string command, ParseResult arguments) => $"{Invocation} {command} {arguments.GetValue(_file)}";

    /// <inheritdoc/>
    public override string Example(string command, string options) => $"{Invocation} {command} emoji.i2moe.yaml {options}".TrimEnd();
}
