using System.CommandLine;
using I2MoE.Dsl.Experiments;
using I2MoE.Dsl.Experiments.Commands;
using I2MoE.Dsl.Experiments.Terminal;

namespace I2MoE.Dsl.Tool;

/// <summary>The command line of the tool: what every experiment program can do, for a file that is named, and what only concerns files.</summary>
internal static class ToolCommandLine
{
    /// <summary>Runs a command.</summary>
    /// <param name="args">The command and its options.</param>
    /// <param name="console">Where it writes.</param>
    /// <param name="cancellationToken">Cancels it as Ctrl-C does.</param>
    /// <returns>The exit code, see <see cref="ExperimentProgram"/>.</returns>
    public static Task<int> RunAsync(string[] args, ProgramConsole console, CancellationToken cancellationToken = default) => Of(console).RunAsync(args, cancellationToken);

    /// <summary>The commands.</summary>
    /// <param name="console">Where they write.</param>
    public static ExperimentCommandLine Of(ProgramConsole console)
    {
        var commands = new ExperimentCommandLine("Checks, shows and runs I2MoE experiment files (*.i2moe.yaml).", new ExperimentFileSelection(), console);
        foreach (Command command in (Command[])[ValidateCommand.Create(commands, console), SchemaCommand.Create(commands, console), NewCommand.Create(commands, console), ServeCommand.Create(commands, console)])
        {
            commands.Root.Subcommands.Add(command);
        }

        return commands;
    }
}
