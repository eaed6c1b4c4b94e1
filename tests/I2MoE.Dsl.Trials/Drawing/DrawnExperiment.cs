namespace I2MoE.Trials.Drawing;

/// <summary>An experiment file with its data, and what must come out of it.</summary>
/// <param name="Seed">What it was drawn with.</param>
/// <param name="File">The experiment file.</param>
/// <param name="Samples">Number of samples of the data.</param>
/// <param name="Outputs">Number of outputs; 0 where it was not drawn by the trial.</param>
/// <param name="Task">The kind of the task.</param>
/// <param name="Truth">The truth of every sample; null where the program draws the data itself.</param>
/// <param name="TestRows">The rows of the test part; null where the program deals them.</param>
/// <param name="Wrong">What was made wrong, so that it must be refused; null where all is as docs/options.md allows.</param>
internal sealed record DrawnExperiment(int Seed, string File, int Samples, int Outputs, string Task, IReadOnlyList<string>? Truth, IReadOnlyList<int>? TestRows, string? Wrong);
