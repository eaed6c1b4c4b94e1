namespace I2MoE.Dsl.Training;

/// <summary>How far an epoch that is not finished has come.</summary>
/// <param name="Steps">The steps that were made of it, at least 1.</param>
/// <param name="Batches">The batches of them.</param>
/// <param name="Sums">The sum of every loss term over those batches, each a float32.</param>
internal sealed record PartialEpoch(int Steps, int Batches, IReadOnlyList<LossValue> Sums);
