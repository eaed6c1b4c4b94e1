namespace I2MoE.Dsl.Models;

/// <summary>The size of one sample's embedding: [P, D], or [D] where the fusion takes vectors.</summary>
/// <param name="Dim">The size D.</param>
/// <param name="Patches">The number P of patches; null where the fusion takes vectors.</param>
internal readonly record struct EmbeddingSize(int Dim, int? Patches);
