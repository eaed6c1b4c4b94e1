namespace I2MoE.Dsl.Fusion;

/// <summary>What the attention blocks of the transformer, switch and MoE++ fusions are made with.</summary>
/// <param name="Layers">The number of blocks.</param>
/// <param name="Heads">The number of attention heads; divides <paramref name="HiddenDim"/>.</param>
/// <param name="HiddenDim">The size D of a token.</param>
/// <param name="Patches">The number P of tokens of a modality.</param>
/// <param name="Dropout">The dropout probability.</param>
/// <param name="Block">The wiring of a block.</param>
internal sealed record TransformerSizes(int Layers, int Heads, int HiddenDim, int Patches, double Dropout, AttentionBlock Block);
