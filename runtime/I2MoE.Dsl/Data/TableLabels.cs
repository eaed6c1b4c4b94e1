using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>Turns the cells of the columns that are predicted into labels.</summary>
/// <param name="file">The file.</param>
internal abstract class TableLabels(TableFile file)
{
    /// <summary>The number of rows so far.</summary>
    public abstract int Count { get; }

    /// <summary>The reader of what a layout predicts.</summary>
    public static TableLabels Of(TableFile file, TableLayout layout, TableColumns columns)
    {
        string[] names = [.. columns.Labels.Select(column => columns.Names[column])];
        return layout switch
        {
            { LabelsAreOptional: true } when names.Length == 0 => new TableWithoutLabels(file),
            { Label: not null } => new TableClassLabels(file, layout.Label, layout.ClassNames),
            { Target: not null } => new TableTargets(file, layout.Target),
            _ => new TableMultiLabels(file, names),
        };
    }

    /// <summary>Takes the cells of a row.</summary>
    /// <param name="cells">The cells of the label columns, in their order.</param>
    /// <param name="row">The line or number of the row.</param>
    public abstract void Add(IReadOnlyList<string> cells, long row);

    /// <summary>The labels of all rows, and the names of the classes or labels if they have names.</summary>
    public abstract (Tensor Labels, IReadOnlyList<string>? Names) Resolve();

    /// <summary>What the place of a row is called.</summary>
    protected string RowWord => file.RowWord;

    /// <summary>Whether a cell holds no value.</summary>
    protected static bool IsMissing(string text) => text.Length == 0 || text.Equals("NaN", StringComparison.OrdinalIgnoreCase);

    /// <summary>A problem with a cell.</summary>
    protected DatasetException Problem(string message, long row, string column) => file.Problem(message, row, column);
}
