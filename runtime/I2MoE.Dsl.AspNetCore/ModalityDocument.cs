namespace I2MoE.Dsl.AspNetCore;

/// <summary>What a modality takes.</summary>
/// <param name="Name">Its name: the field of a sample.</param>
/// <param name="Shape">The shape of one sample.</param>
/// <param name="Vocabulary">The number of token ids; null of features.</param>
/// <param name="Text">Whether it takes a text, too.</param>
/// <param name="Columns">The columns by whose names it takes values, too; none where it was no columns of a table.</param>
internal sealed record ModalityDocument(string Name, IReadOnlyList<int> Shape, int? Vocabulary, bool Text, IReadOnlyList<ColumnDocument> Columns);
