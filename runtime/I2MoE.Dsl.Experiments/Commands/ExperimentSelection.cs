using System.CommandLine;
using I2MoE.Dsl.Runs;

namespace I2MoE.Dsl.Experiments.Commands;

/// <summary>Where the experiments of a command line come from: the compiled ones of a program, or a file that is named.</summary>
internal abstract class ExperimentSelection
{
    /// <summary>How the program is called, for the examples in help texts: <c>dotnet run --</c>.</summary>
    public abstract string Invocation { get; }

    /// <summary>Adds the option or argument by which a command's experiment is chosen.</summary>
    public abstract void AddTo(Command command);

    /// <summary>The experiment that is chosen.</summary>
    /// <param name="arguments">The arguments of the command.</param>
    /// <param name="recorded">The experiment of the run that is named; null where none is.</param>
    /// <exception cref="ExperimentException">None is chosen, or one that does not exist.</exception>
    public abstract ExperimentDefinition Select(ParseResult arguments, string? recorded = null);

    /// <summary>The experiment that is chosen, or all where none is.</summary>
    public abstract IReadOnlyList<ExperimentDefinition> SelectAll(ParseResult arguments);

    /// <summary>A command of the program for messages and examples, for example <c>dotnet run -- train --seed 1</c>.</summary>
    public abstract string Example(string command, string options);

    /// <summary>A command about the experiment that is chosen.</summary>
    /// <param name="command">The command.</param>
    /// <param name="arguments">The arguments that choose it.</param>
    public virtual string CommandOf(string command, ParseResult arguments) => Example(command, "");

    /// <summary>What to say of an argument that no command takes; null where nothing is known of it.</summary>
    public virtual string? ExplainArgument(string token) => null;
}
