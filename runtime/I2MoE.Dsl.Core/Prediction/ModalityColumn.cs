namespace I2MoE.Dsl.Prediction;

/// <summary>A column that a modality was trained on.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Levels">The words that training knows, of a column of categories; null of numbers.</param>
internal sealed record ModalityColumn(string Name, IReadOnlyList<string>? Levels);
