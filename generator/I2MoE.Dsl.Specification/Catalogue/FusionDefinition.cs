namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>A fusion backbone of the catalogue.</summary>
public sealed class FusionDefinition : ComponentDefinition
{
    internal FusionDefinition(string kind, string attributeName, string summary, EmbeddingKind consumes, params Option[] options)
        : base(Section.Fusion, kind, attributeName, summary, options)
    {
        Consumes = consumes;
    }

    /// <summary>What it takes from the encoders.</summary>
    public EmbeddingKind Consumes { get; }

    /// <summary>Whether the embeddings of <paramref name="encoder"/> fit: a vector can be split into patches, but patches are no vector.</summary>
    public bool Accepts(EncoderDefinition encoder) => Consumes == EmbeddingKind.Tokens || encoder.Produces == EmbeddingKind.Vector;
}
