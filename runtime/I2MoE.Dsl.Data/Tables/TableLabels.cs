using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>Turns the cells of the columns that are predicted into labels.</summary>
/// <param name="file">The file.</param>
/// <param name="missing">What stands for a missing label.</param>
internal abstract class TableLabels(TableFile file, MissingMarkers missing)
{
    /// <summary>The number of rows so far.</summary>
    public abstract int Count { get; }

    /// <summary>The reader of what a layout predicts.</summary>
    public static TableLabels Of(TableFile file, TableLayout layout, TableColumns columns)
    {
        string[] names = [.. columns.Labels.Select(column => columns.Names[column])];
        MissingMarkers missing = MissingMarkers.Of(layout.Missing);
        if (names.Length == 0 && (layout.Role == SourceRole.Other || layout.LabelsAreOptional))
        {
            return new TableWithoutLabels(file, missing);
        }

        TableLabels labels = layout switch
        {
            { Label: not null } => new TableClassLabels(file, layout.Label, layout.ClassNames, layout.Expected?.Classes, missing),
            { Target: not null, Event: not null } => new TableEventTimes(file, layout.Target, layout.Event, missing),
            { Target: not null } => new TableTargets(file, layout.Target, missing),
            _ => new TableMultiLabels(file, names, missing),
        };
        return layout.LabelsAreOptional ? new TableOptionalLabels(file, names[0], missing, labels) : labels;
    }

    /// <summary>Whether the samples have labels.</summary>
    public virtual bool HasLabels => true;

    /// <summary>What they lost when they became 32-bit numbers, as a sentence; null where nothing is lost that matters.</summary>
    public virtual string? Lost => null;

    /// <summary>Takes the cells of a row.</summary>
    /// <param name="cells">The cells of the label columns, in their order.</param>
    /// <param name="row">The line or number of the row.</param>
    public abstract void Add(IReadOnlyList<string> cells, long row);

    /// <summary>The labels of all rows, and the names of the classes or labels if they have names.</summary>
    public abstract (Tensor Labels, IReadOnlyList<string>? Names) Resolve();

    /// <summary>Whether a cell holds no value.</summary>
    protected bool IsMissing(string text) => missing.IsMissing(text);

    /// <summary>A problem with a cell.</summary>
    protected DatasetException Problem(string message, long row, string column) => file.Problem(message, row, column);
}
