namespace I2MoE.Dsl.Experiments;

/// <summary>Runs experiments from the command line: <c>train</c>, <c>evaluate</c>, <c>predict</c>, <c>explain</c>, <c>params</c>, <c>show</c>.</summary>
public static class ExperimentProgram
{
    /// <summary>Runs one command.</summary>
    /// <param name="experiments">The experiments of the program; generated code lists them.</param>
    /// <param name="args">The command and its options; <c>--help</c> explains them.</param>
    /// <returns>The exit code: 0 done, 1 wrong input, 2 failure, 130 cancelled with Ctrl-C.</returns>
    public static Task<int> RunAsync(IReadOnlyList<ExperimentDefinition> experiments, string[] args)
    {
        ArgumentNullException.ThrowIfNull(experiments);
        ArgumentNullException.ThrowIfNull(args);
        Console.Error.WriteLine($"{experiments.Count} experiments: no command is known yet.");
        return Task.FromResult(1);
    }
}
