using I2MoE.Dsl.Experiments.Commands;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Runs;

namespace I2MoE.Dsl.Experiments;

/// <summary>Runs experiments from the command line: <c>train</c>, <c>evaluate</c>, <c>predict</c>, <c>explain</c>, <c>params</c>, <c>show</c>, <c>sweep</c>.</summary>
public static class ExperimentProgram
{
    /// <summary>Runs one command.</summary>
    /// <param name="experiments">The experiments of the program; generated code lists them.</param>
    /// <param name="args">The command and its options; <c>--help</c> explains them.</param>
    /// <returns>The exit code: 0 done, 1 wrong input, 2 failure, 130 cancelled with Ctrl-C.</returns>
    public static Task<int> RunAsync(IReadOnlyList<ExperimentDefinition> experiments, string[] args)
    {
        ProcessMemory.Prepare();
        return RunAsync(experiments, args, new ProgramConsole(), CancellationToken.None);
    }

    /// <summary>Runs one command.</summary>
    /// <param name="experiments">The experiments.</param>
    /// <param name="args">The command and its options.</param>
    /// <param name="console">Where it writes.</param>
    /// <param name="cancellationToken">Cancels it as Ctrl-C does.</param>
    internal static Task<int> RunAsync(IReadOnlyList<ExperimentDefinition> experiments, string[] args, ProgramConsole console, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiments);
        ArgumentNullException.ThrowIfNull(args);
        string names = string.Join(", ", experiments.Select(experiment => experiment.Name));
        var commands = new ExperimentCommandLine($"Trains and explains I2MoE models: {names}", new CompiledExperiments(experiments), console);
        return commands.RunAsync(args, cancellationToken);
    }
}
