namespace I2MoE.Dsl.Experiments.Results;

/// <summary>A table about data, for the console and for a page.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Columns">The heads.</param>
/// <param name="Rows">The cells, as text.</param>
internal sealed record DataTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);
