namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of the patch encoder (it has none).</summary>
public static class PatchEncoderOptions
{
    /// <summary>The component.</summary>
    public static EncoderDefinition Definition { get; } =
        new("patch", "PatchEncoder", "Splits the raw features into the patches of the fusion, zero-padded to a multiple of their number, and maps each patch linearly to the hidden size.", EmbeddingKind.Tokens, EncoderInput.Vector)
        {
            RuntimeClass = "PatchEmbedding",
            Sizes = ["features"],
        };
}
