namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>An encoder of the catalogue.</summary>
public sealed class EncoderDefinition : ComponentDefinition
{
    internal EncoderDefinition(string kind, string attributeName, string summary, EmbeddingKind produces, int inputRank, params Option[] options)
        : base(Section.Encoder, kind, attributeName, summary, options)
    {
        Produces = produces;
        InputRank = inputRank;
    }

    /// <summary>What it makes. A vector is split into patches by a patch embedding where the fusion takes tokens.</summary>
    public EmbeddingKind Produces { get; }

    /// <summary>The number of dimensions of one sample of its input; 1 for a vector of features, 0 for any number.</summary>
    public int InputRank { get; }
}
