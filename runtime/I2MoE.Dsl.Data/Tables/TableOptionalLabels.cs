using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>Labels of data to predict for, which may have a column for them and nothing in it. All rows have one, or none.</summary>
/// <param name="file">The file.</param>
/// <param name="column">The first column that is predicted.</param>
/// <param name="missing">What stands for a missing label.</param>
/// <param name="labels">Takes the labels where there are any.</param>
internal sealed class TableOptionalLabels(TableFile file, string column, MissingMarkers missing, TableLabels labels) : TableLabels(file, missing)
{
    private readonly TableWithoutLabels _none = new(file, missing);
    private bool? _hasLabels;

    public override bool HasLabels => _hasLabels != false;

    public override string? Lost => Taker.Lost;

    public override int Count => Taker.Count;

    private TableLabels Taker => HasLabels ? labels : _none;

    public override void Add(IReadOnlyList<string> cells, long row)
    {
        bool hasLabel = !cells.All(cell => IsMissing(cell.Trim()));
        _hasLabels ??= hasLabel;
        if (hasLabel != _hasLabels)
        {
            throw Problem($"the label is {(hasLabel ? "there, though rows before have none" : "missing, though rows before have one")}. Samples are predicted with or without labels: fill in the column for all of them, or empty it, or leave it out.", row, column);
        }

        Taker.Add(cells, row);
    }

    public override (Tensor Labels, IReadOnlyList<string>? Names) Resolve() => Taker.Resolve();
}
