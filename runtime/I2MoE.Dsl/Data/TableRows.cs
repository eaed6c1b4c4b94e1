using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>Collects the rows of a table into a dataset.</summary>
/// <param name="file">The file.</param>
/// <param name="layout">What is predicted.</param>
/// <param name="columns">Where the layout's columns are.</param>
internal sealed class TableRows(TableFile file, TableLayout layout, TableColumns columns)
{
    private readonly TableLabels _labels = TableLabels.Of(file, layout, columns);
    private readonly List<float>[] _features = [.. columns.Modalities.Select(_ => new List<float>())];

    /// <summary>Takes a row.</summary>
    /// <param name="row">Its line or number in the file.</param>
    /// <param name="text">The text of the cell of a column that is predicted.</param>
    /// <param name="number">The value of a feature, NaN where it is missing.</param>
    public void Add(long row, Func<int, string> text, Func<int, float> number)
    {
        _labels.Add([.. columns.Labels.Select(text)], row);
        for (int m = 0; m < _features.Length; m++)
        {
            foreach (int column in columns.Modalities[m].Columns)
            {
                _features[m].Add(number(column));
            }
        }
    }

    /// <summary>A dataset of all rows.</summary>
    /// <exception cref="DatasetException">There are no rows, or a label is none.</exception>
    public MultimodalDataset ToDataset()
    {
        if (_labels.Count == 0)
        {
            throw file.Problem($"the file has {(file.HasLines ? "a header" : "columns")} but no rows; expected at least one sample.");
        }

        using DisposeScope scope = NewDisposeScope();
        (Tensor values, IReadOnlyList<string>? names) = _labels.Resolve();
        return new MultimodalDataset(
            columns.Modalities.Select((modality, m) => KeyValuePair.Create(modality.Name, tensor(_features[m].ToArray(), [_labels.Count, modality.Columns.Length]))),
            values,
            names,
            columns.FeatureNames());
    }
}
