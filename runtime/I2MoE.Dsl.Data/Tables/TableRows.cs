using I2MoE.Dsl.Specification;
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
    private readonly MissingMarkers _missing = MissingMarkers.Of(layout.Missing);

    // Numbers that categories are put beside pass through memory.
    private readonly FeatureValues[] _features = [.. columns.Modalities.Select(modality => new FeatureValues(
        new TensorPlace(columns.Categories.Any(category => category.Name == modality.Name) ? TensorStorage.Memory : layout.Storage, modality.Name)))];

    private readonly CategoryCodes[] _categories =
        [.. columns.Categories.Select(category => new CategoryCodes(file, columns.Names[category.Column], category.Category, MissingMarkers.Of(layout.Missing)))];

    private readonly TextValues[] _texts =
        [.. columns.Texts.Select(text => new TextValues(layout.Texts[text.Name], MissingMarkers.Of(layout.Missing), new TensorPlace(layout.Storage, text.Name)))];

    private readonly Dictionary<string, IReadOnlyList<string>> _names = [];
    private readonly RoundedValues _rounded = new(columns.Modalities.Sum(modality => modality.Columns.Length));
    private readonly List<string>[] _images = [.. columns.Images.Select(_ => new List<string>())];

    /// <summary>Takes a row.</summary>
    /// <param name="row">Its line or number in the file.</param>
    /// <param name="text">The text of the cell of a column that is predicted, or that names an image.</param>
    /// <param name="number">The value of a feature, NaN where it is missing.</param>
    /// <param name="exact">The same before it became a 32-bit number.</param>
    public void Add(long row, Func<int, string> text, Func<int, float> number, Func<int, double> exact)
    {
        AddTexts(row, text);
        int feature = 0;
        for (int m = 0; m < _features.Length; m++)
        {
            FeatureValues values = _features[m];
            foreach (int column in columns.Modalities[m].Columns)
            {
                float value = NotMissing(number(column));
                values.Add(value);
                if (_rounded.Add(feature, value))
                {
                    _rounded.AddExact(feature, exact(column));
                }

                feature++;
            }
        }
    }

    /// <summary>Takes a row whose cells may be lists.</summary>
    /// <param name="row">Its number in the file.</param>
    /// <param name="text">The text of the cell of a column that is predicted, or that names an image.</param>
    /// <param name="numbers">The values of a cell, NaN where one is missing; as many in every row.</param>
    /// <param name="exact">The value of a cell that is no list before it became a 32-bit number.</param>
    public void Add(long row, Func<int, string> text, Func<int, ReadOnlyMemory<float>> numbers, Func<int, double> exact)
    {
        AddTexts(row, text);
        int feature = 0;
        for (int m = 0; m < _features.Length; m++)
        {
            foreach (int column in columns.Modalities[m].Columns)
            {
                ReadOnlySpan<float> cell = numbers(column).Span;
                foreach (float value in cell)
                {
                    _features[m].Add(NotMissing(value));
                }

                if (cell.Length == 1 && _rounded.Add(feature, NotMissing(cell[0])))
                {
                    _rounded.AddExact(feature, exact(column));
                }

                feature++;
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
        if (layout.Role == SourceRole.First && columns.Modalities.Count + columns.Images.Count + columns.Texts.Count == 0)
        {
            return MultimodalDataset.OfLabels(values, names, _labels.HasLabels);
        }

        KeyValuePair<string, Tensor>[] features = [.. columns.Modalities.Select((modality, m) => KeyValuePair.Create(modality.Name, Values(modality.Name, m)))];
        IEnumerable<KeyValuePair<string, Tensor>> images = columns.Images.Select(
            (modality, m) => KeyValuePair.Create(modality.Name, Pictures([.. _images[m]], layout.Images[modality.Name], new TensorPlace(layout.Storage, modality.Name))));
        IEnumerable<KeyValuePair<string, Tensor>> texts = columns.Texts.Select((text, m) => KeyValuePair.Create(text.Name, _texts[m].ToTensor(_labels.Count)));
        return new MultimodalDataset(features.Concat(images).Concat(texts), values, names, FeatureNames(features))
        {
            HasLabels = _labels.HasLabels,
            Lost = _labels.Lost ?? _rounded.Find(NameOf),
            Tokens = columns.Texts.Index().ToDictionary(text => text.Item.Name, text => _texts[text.Index].Tokens),
        };
    }

    private void AddTexts(long row, Func<int, string> text)
    {
        string[] labels = new string[columns.Labels.Length];
        for (int label = 0; label < labels.Length; label++)
        {
            labels[label] = text(columns.Labels[label]);
        }

        _labels.Add(labels, row);
        for (int c = 0; c < _categories.Length; c++)
        {
            _categories[c].Add(text(columns.Categories[c].Column), row);
        }

        for (int m = 0; m < _texts.Length; m++)
        {
            _texts[m].Add(text(columns.Texts[m].Column));
        }

        for (int m = 0; m < _images.Length; m++)
        {
            _images[m].Add(ImageFile(text(columns.Images[m].Column).Trim(), row, columns.Names[columns.Images[m].Column]));
        }
    }

    private static Tensor Pictures(string[] files, TableImages images, TensorPlace place) =>
        images.Network is { } network ? new NetworkFeatures(network, images.Size).Of(files, place) : ImageFolder.Images(files, images.Size, place);

    private Tensor Values(string modality, int m)
    {
        CategoryCodes[] categories = [.. columns.Categories.Index().Where(category => category.Item.Name == modality).Select(category => _categories[category.Index])];
        string[] names = [.. columns.Modalities[m].Columns.Select(column => columns.Names[column])];
        Tensor? numbers = names.Length > 0 || categories.Length == 0 ? _features[m].ToTensor(_labels.Count) : null;
        if (categories.Length == 0)
        {
            return numbers!;
        }

        if (numbers is not null && numbers.shape[1] != names.Length)
        {
            throw file.Problem($"the modality '{modality}' has a column of lists, which cannot stand beside categories; make it a modality of its own.");
        }

        var features = new CategoryFeatures(names, categories);
        if (!features.AreTellingNames)
        {
            throw file.Problem($"the names of the features of the modality '{modality}' do not tell columns of numbers and levels of categories apart, of which a level is called COLUMN=LEVEL: {NearestName.List([.. features.Names])}. Give the column or the level another name.");
        }

        _names[modality] = features.Names;
        return features.Of(numbers, _labels.Count, new TensorPlace(layout.Storage, modality));
    }

    private string NameOf(long feature) => $"Column '{ShownText.Of(columns.Names[columns.Modalities.SelectMany(modality => modality.Columns).ElementAt((int)feature)])}'";

    private float NotMissing(float value) => _missing.HasNumbers && _missing.IsMissing(value) ? float.NaN : value;

    // A list has no names for its values.
    private Dictionary<string, IReadOnlyList<string>> FeatureNames(IReadOnlyList<KeyValuePair<string, Tensor>> features) => columns.FeatureNames()
        .Select(named => KeyValuePair.Create(named.Key, _names.GetValueOrDefault(named.Key, named.Value)))
        .Where(named => features.First(feature => feature.Key == named.Key).Value.shape[1] == named.Value.Count).ToDictionary();

    private string ImageFile(string name, long row, string column)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(file.Path))!;
        string image = Path.Combine(folder, name);
        return name.Length > 0 && File.Exists(image)
            ? image
            : throw file.Problem(name.Length == 0 ? "the image is missing; every sample needs one." : $"the image '{name}' does not exist in {folder}.", row, column);
    }
}
