namespace I2MoE.Dsl.Specification;

/// <summary>A tensor of a model and how many numbers it has.</summary>
/// <param name="Name">What it is, in words.</param>
/// <param name="Numbers">How many numbers it has.</param>
/// <param name="Path">The component that it belongs to.</param>
/// <param name="GrowsWithBatch">Whether it has a row for every sample of a step.</param>
public sealed record SizedTensor(string Name, double Numbers, SpecificationPath Path, bool GrowsWithBatch);
