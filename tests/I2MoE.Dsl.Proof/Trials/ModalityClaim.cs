namespace I2MoE.Proof.Trials;

/// <summary>What a declaration says of a modality.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shapes">Each shape that it states: one where the declaration is right.</param>
/// <param name="Encoders">The kinds of the encoders that it states: one where the declaration is right.</param>
/// <param name="Vocabulary">The number of token ids; null for features.</param>
/// <param name="Padding">The token id that stands for no token.</param>
internal sealed record ModalityClaim(string Name, IReadOnlyList<int[]> Shapes, IReadOnlyList<string> Encoders, int? Vocabulary, int Padding);
