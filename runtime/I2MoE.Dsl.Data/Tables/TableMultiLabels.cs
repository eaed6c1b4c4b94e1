using I2MoE.Dsl.Specification;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>Turns the cells of several label columns into 0 and 1.</summary>
/// <param name="file">The file.</param>
/// <param name="columns">The names of the columns.</param>
/// <param name="missing">What stands for a missing label.</param>
internal sealed class TableMultiLabels(TableFile file, string[] columns, MissingMarkers missing) : TableLabels(file, missing)
{
    private readonly List<float> _labels = [];

    public override int Count => _labels.Count / columns.Length;

    public override void Add(IReadOnlyList<string> cells, long row)
    {
        for (int label = 0; label < columns.Length; label++)
        {
            string text = cells[label].Trim();
            _labels.Add(Value(text) ?? throw Problem(
                $"{(IsMissing(text) ? "the label is missing" : $"'{ShownText.Of(text)}' does not say whether the sample has the label")}; allowed: 0, 1, false, true.", row, columns[label]));
        }
    }

    public override (Tensor Labels, IReadOnlyList<string>? Names) Resolve() => (tensor(_labels.ToArray(), [Count, columns.Length]), columns);

    // 1.0 is what a table with a missing value in the column writes for 1.
    private static float? Value(string text) =>
        LabelValue.Parse(text).AsNumber is { } number && number is 0 or 1 ? (float)number : null;
}
