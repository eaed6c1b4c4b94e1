namespace I2MoE.Dsl.Onnx.Fusions;

/// <summary>What the blocks of attention of a fusion are made with.</summary>
/// <param name="Modalities">The number of modalities n.</param>
/// <param name="Patches">The number P of tokens of a modality.</param>
/// <param name="HiddenDim">The size D of a token.</param>
/// <param name="Heads">The number of heads.</param>
/// <param name="Layers">The number of blocks.</param>
/// <param name="Block">Their wiring.</param>
internal sealed record AttentionSizes(int Modalities, int Patches, int HiddenDim, int Heads, int Layers, AttentionBlock Block)
{
    /// <summary>The number S of tokens.</summary>
    public int Tokens => Modalities * Patches;
}
