namespace I2MoE.Dsl.Specification;

/// <summary>A column of words, or of numbers that stand for words, as a modality reads it: one value for each level.</summary>
/// <param name="Column">The column, in which one * may stand for any text.</param>
/// <param name="Levels">The levels in their order; none means those that occur.</param>
public sealed record CategoryColumn(string Column, EquatableArray<string> Levels)
{
    /// <summary>The values beside the levels: one for every other level, and one for none.</summary>
    public const int Others = 2;

    /// <summary>The number of values of the column; null where only the data say it.</summary>
    public int? Width => Levels.Count > 0 && !Column.Contains('*') ? Levels.Count + Others : null;
}
