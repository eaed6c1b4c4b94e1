namespace I2MoE.Dsl.Benchmarks;

/// <summary>The sizes of a fusion backbone.</summary>
/// <param name="Modalities">The number of modalities n.</param>
/// <param name="Hidden">The size D of a token.</param>
/// <param name="Patches">The number P of tokens of a modality.</param>
/// <param name="Layers">The number of blocks.</param>
/// <param name="Heads">The number of attention heads.</param>
/// <param name="Outputs">The number of outputs O.</param>
/// <param name="Routed">The number R of routed MLPs or experts; 0 for a dense fusion.</param>
/// <param name="Dropout">The dropout probability.</param>
internal sealed record FusionSizes(int Modalities, int Hidden, int Patches, int Layers, int Heads, int Outputs, int Routed = 0, double Dropout = 0.5);
