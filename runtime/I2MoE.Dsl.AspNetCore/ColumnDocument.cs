namespace I2MoE.Dsl.AspNetCore;

/// <summary>What a column of a modality takes.</summary>
/// <param name="Name">Its name: the field of the modality.</param>
/// <param name="Levels">The words that training knows; null of a column of numbers.</param>
internal sealed record ColumnDocument(string Name, IReadOnlyList<string>? Levels);
