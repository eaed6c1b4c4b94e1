namespace I2MoE.Trials.Running;

/// <summary>What became of an experiment.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Why; empty for one that was accepted.</param>
/// <param name="Seconds">How long all commands took.</param>
internal sealed record TrialResult(int Seed, Outcome Outcome, string Reason, double Seconds);
