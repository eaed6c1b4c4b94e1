using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>Stands for the labels of a table that has none: data to predict for.</summary>
/// <param name="file">The file.</param>
/// <param name="missing">What stands for a missing label.</param>
internal sealed class TableWithoutLabels(TableFile file, MissingMarkers missing) : TableLabels(file, missing)
{
    private int _rows;

    public override bool HasLabels => false;

    public override int Count => _rows;

    public override void Add(IReadOnlyList<string> cells, long row) => _rows++;

    public override (Tensor Labels, IReadOnlyList<string>? Names) Resolve() => (zeros(_rows, dtype: ScalarType.Int64), null);
}
