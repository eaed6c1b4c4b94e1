namespace I2MoE.Trials.Hostile;

/// <summary>A file that somebody might meet, or send.</summary>
/// <param name="Name">What is odd about it.</param>
/// <param name="Experiment">The experiment that reads it.</param>
/// <param name="Verdict">What is right.</param>
/// <param name="Make">Makes it in a folder.</param>
internal sealed record HostileFile(string Name, string Experiment, Verdict Verdict, Action<string> Make);
