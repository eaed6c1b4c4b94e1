using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>Turns the cells of the label column into classes.</summary>
/// <param name="file">The file.</param>
/// <param name="column">The name of the label column.</param>
/// <param name="classNames">The declared names of the classes, or null to take those that occur.</param>
/// <param name="count">The number of classes, where it is known although they have no names; otherwise null.</param>
/// <param name="missing">What stands for a missing label.</param>
internal sealed class TableClassLabels(TableFile file, string column, IReadOnlyList<string>? classNames, int? count, MissingMarkers missing) : TableLabels(file, missing)
{
    private readonly ClassLabels _labels = new(classNames, count, missing, file.RowWord, (message, row) => file.Problem(message, row, column));

    public override int Count => _labels.Count;

    public override void Add(IReadOnlyList<string> cells, long row) => _labels.Add(cells[0], row);

    public override (Tensor Labels, IReadOnlyList<string>? Names) Resolve() => _labels.Resolve();
}
