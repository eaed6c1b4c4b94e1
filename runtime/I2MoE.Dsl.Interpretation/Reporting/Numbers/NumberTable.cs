namespace I2MoE.Dsl.Interpretation.Reporting.Numbers;

/// <summary>A table of a report.</summary>
/// <param name="Name">Its name, and that of its file.</param>
/// <param name="Columns">The names of the columns.</param>
/// <param name="Rows">The rows: texts, whole numbers, truth values, and numbers, of which NaN is one that is not defined.</param>
internal sealed record NumberTable(string Name, IReadOnlyList<string> Columns, IReadOnlyList<object[]> Rows);
