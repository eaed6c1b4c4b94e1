namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>An encoder of the catalogue.</summary>
public sealed class EncoderDefinition : ComponentDefinition
{
    internal EncoderDefinition(string kind, string attributeName, string summary, EmbeddingKind produces, EncoderInput input, params Option[] options)
        : base(Section.Encoder, kind, attributeName, summary, options)
    {
        Produces = produces;
        Input = input;
    }

    /// <summary>What it makes. A vector is split into patches by a patch embedding where the fusion takes tokens.</summary>
    public EmbeddingKind Produces { get; }

    /// <summary>What one sample of its input is.</summary>
    public EncoderInput Input { get; }

    /// <summary>Follows a sample of the right number of dimensions through the layers; null for encoders that take every size.</summary>
    internal Func<Component, EquatableArray<int>, EncoderTrace>? Follow { get; init; }
}
