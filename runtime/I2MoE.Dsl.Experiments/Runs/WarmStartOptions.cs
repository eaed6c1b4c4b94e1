namespace I2MoE.Dsl.Experiments.Runs;

/// <summary>What the command line says about weights to begin with.</summary>
/// <param name="From">The folder of a run, or a file of weights.</param>
/// <param name="Parts">What is taken of it.</param>
internal sealed record WarmStartOptions(string From, IReadOnlyList<string> Parts);
