namespace I2MoE.Dsl.Experiments.Sweeps;

/// <summary>What the training of a trial with one seed brought.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Score">The metric of the sweep on the validation part, at the epoch that is kept; null where it is not defined.</param>
/// <param name="Loss">The task loss there; null where it is not defined.</param>
/// <param name="BestEpoch">That epoch.</param>
/// <param name="Epochs">The epochs that were trained.</param>
internal sealed record TrialSeed(long Seed, double? Score, double? Loss, int BestEpoch, int Epochs);
