namespace I2MoE.Dsl.Data;

/// <summary>
/// A column of words, or of numbers that stand for words. It becomes one feature for each level, which is 1 where the cell says so and otherwise 0, one
/// for every other level, and one for cells without a value: <c>sex=f</c>, <c>sex=m</c>, <c>sex=&lt;other&gt;</c>, <c>sex=&lt;missing&gt;</c>.
/// </summary>
/// <param name="Column">The name of the column, in which one <c>*</c> may stand for any text.</param>
/// <param name="Levels">
/// The levels in the order of their features, numbers compared as numbers (2 is 2.0); null (default) for those that occur, at most 1000, numbers in their
/// order before words in alphabetical order.
/// </param>
public sealed record TableCategory(string Column, IReadOnlyList<string>? Levels = null)
{
    /// <summary>The levels that have a feature but count as others, because what the model was trained on did not have them.</summary>
    internal IReadOnlyList<string> Unseen { get; init; } = [];
}
