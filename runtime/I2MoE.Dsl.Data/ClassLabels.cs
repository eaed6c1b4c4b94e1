using I2MoE.Dsl.Specification;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>
/// Turns labels into classes, the same for the cells of a column and for arrays of numbers, truth values and text. Labels are compared by what they say
/// (<see cref="LabelValue"/>): 2, 2.0 and "2" are one. The number of a class will do for its name only where no name is a number.
/// </summary>
/// <param name="names">The names of the classes in their order; null to take those that occur.</param>
/// <param name="count">The number of classes, where it is known although they have no names; otherwise null.</param>
/// <param name="missing">What stands for a missing label, unless it is the name of a class.</param>
/// <param name="rowWord">What the place of a row is called: <c>line</c> or <c>row</c>.</param>
/// <param name="problem">Makes an exception for a row.</param>
internal sealed class ClassLabels(IReadOnlyList<string>? names, int? count, MissingMarkers missing, string rowWord, Func<string, long, DatasetException> problem)
{
    private readonly GivenClasses? _given = names is null ? null : new GivenClasses(names);
    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);
    private readonly List<(LabelValue Value, long Row)> _labels = [];
    private readonly List<int> _rows = [];

    /// <summary>The number of rows so far.</summary>
    public int Count => _rows.Count;

    /// <summary>Takes the label of the next row.</summary>
    /// <param name="text">The label: a text, the digits of a number, or True or False.</param>
    /// <param name="row">Where it stands, for messages.</param>
    /// <exception cref="DatasetException">The label is missing.</exception>
    public void Add(string text, long row)
    {
        string trimmed = text.Trim();
        if (!_known.TryGetValue(trimmed, out int label))
        {
            RefuseMissing(trimmed, row);
            label = _labels.Count;
            _labels.Add((LabelValue.Parse(trimmed), row));
            _known.Add(trimmed, label);
        }

        _rows.Add(label);
    }

    /// <summary>The class of every row, int64 [N], and the names of the classes if they have names.</summary>
    /// <exception cref="DatasetException">A label is no class.</exception>
    public (Tensor Labels, IReadOnlyList<string>? Names) Resolve()
    {
        (int[] classes, IReadOnlyList<string>? found) = _given is null
            ? new FoundClasses(_labels, count, rowWord, problem).Resolve()
            : ([.. _labels.Select(label => ClassOf(label.Value, label.Row, _given))], names);
        return (tensor((long[])[.. _rows.Select(label => (long)classes[label])]), found);
    }

    private string Allowed => _given?.Allowed ?? "the name of a class, or a whole number from 0";

    private int ClassOf(LabelValue label, long row, GivenClasses given) =>
        given.Find(label) ?? throw problem($"'{ShownText.Of(label.Text)}' is not a class; allowed: {given.Allowed}.{NearestName.Suggest(label.Text, names!)}", row);

    private void RefuseMissing(string text, long row)
    {
        if (!missing.IsMissing(text) || (text.Length > 0 && _given?.IsName(text) == true))
        {
            return;
        }

        string hint = text.Length == 0 || text.Equals("NaN", StringComparison.OrdinalIgnoreCase)
            ? ""
            : $" '{ShownText.Of(text)}' stands for a missing value; if it is a class, state it among class_names.";
        throw problem($"the label is missing; allowed: {Allowed}.{hint} Take out the rows without a label.", row);
    }
}
