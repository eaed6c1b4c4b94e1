namespace I2MoE.Dsl.Specification;

/// <summary>The source of one modality alone, joined to the others by the ids of the samples.</summary>
/// <param name="Modality">The name of the modality.</param>
/// <param name="Source">Where its values come from.</param>
public sealed record JoinedSource(string Modality, Component Source);
