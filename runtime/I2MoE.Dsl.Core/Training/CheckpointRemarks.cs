namespace I2MoE.Dsl.Training;

/// <summary>What is to be said of a checkpoint from which a run goes on.</summary>
/// <param name="Places">What it was computed on and what this run is computed on, where they differ, so that sums may be rounded differently; otherwise null.</param>
/// <param name="HasDigest">Whether it was written with a digest, so that damage would have been seen.</param>
internal readonly record struct CheckpointRemarks((string Before, string Now)? Places, bool HasDigest);
