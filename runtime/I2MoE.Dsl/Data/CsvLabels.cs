using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>Turns the cells of the columns that are predicted into labels.</summary>
/// <param name="path">The file.</param>
internal abstract class CsvLabels(string path)
{
    /// <summary>The number of rows so far.</summary>
    public abstract int Count { get; }

    /// <summary>The reader of what a layout predicts.</summary>
    public static CsvLabels Of(string path, CsvLayout layout, CsvColumns columns)
    {
        string[] names = [.. columns.Labels.Select(column => columns.Names[column])];
        return layout switch
        {
            { Label: not null } => new CsvClassLabels(path, layout.Label, layout.ClassNames),
            { Target: not null } => new CsvTargets(path, layout.Target),
            _ => new CsvMultiLabels(path, names),
        };
    }

    /// <summary>Takes the cells of a row.</summary>
    /// <param name="cells">The cells of the label columns, in their order.</param>
    /// <param name="line">The line of the file.</param>
    public abstract void Add(IReadOnlyList<string> cells, long line);

    /// <summary>The labels of all rows, and the names of the classes or labels if they have names.</summary>
    public abstract (Tensor Labels, IReadOnlyList<string>? Names) Resolve();

    /// <summary>Whether a cell holds no value.</summary>
    protected static bool IsMissing(string text) => text.Length == 0 || text.Equals("NaN", StringComparison.OrdinalIgnoreCase);

    /// <summary>A problem with a cell.</summary>
    protected DatasetException Problem(string message, long line, string column) => new(message, path, line, column);
}
