using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification;

/// <summary>A place in a declaration. A front end turns it into a C# span, or a YAML line and column.</summary>
/// <param name="Section">The part of the declaration.</param>
/// <param name="Modality">
/// The index of the modality, for <see cref="Section.Modality"/> and <see cref="Section.Encoder"/>, and for <see cref="Section.ModalityData"/>, <see cref="Section.Tokenizer"/>, <see cref="Section.Network"/>,
/// <see cref="Section.JoinedSource"/> and <see cref="Section.FeatureNames"/> the index among those of the data section; otherwise -1.
/// </param>
/// <param name="Occurrence">Which of several components of the section, from 0.</param>
/// <param name="Option">The name of the option in C#; null for the component as a whole.</param>
public sealed record SpecificationPath(Section Section, int Modality = -1, int Occurrence = 0, string? Option = null);
