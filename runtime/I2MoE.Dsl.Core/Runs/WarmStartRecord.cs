namespace I2MoE.Dsl.Runs;

/// <summary>With what of another run a run began, as <c>run.json</c> has it.</summary>
/// <param name="Weights">The file of the weights, in full.</param>
/// <param name="Parts">What was asked for.</param>
/// <param name="Digest">The SHA-256 of the file, so that another file of the name is not taken for it.</param>
/// <param name="Taken">The names of what was taken.</param>
/// <param name="Fresh">The names of what was asked for and is not in the file, so that it was drawn.</param>
internal sealed record WarmStartRecord(string Weights, IReadOnlyList<string> Parts, string Digest, IReadOnlyList<string> Taken, IReadOnlyList<string> Fresh);
