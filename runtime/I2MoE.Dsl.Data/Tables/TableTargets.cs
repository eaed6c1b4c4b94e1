using System.Globalization;
using I2MoE.Dsl.Specification;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>Turns the cells of the target column into numbers.</summary>
/// <param name="file">The file.</param>
/// <param name="column">The name of the column.</param>
/// <param name="missing">What stands for a missing label.</param>
internal sealed class TableTargets(TableFile file, string column, MissingMarkers missing) : TableLabels(file, missing)
{
    private readonly List<float> _targets = [];
    private readonly RoundedValues _rounded = new(1);

    public override string? Lost => _rounded.Find(_ => $"Column '{ShownText.Of(column)}'");

    public override int Count => _targets.Count;

    public override void Add(IReadOnlyList<string> cells, long row)
    {
        string text = cells[0].Trim();
        if (IsMissing(text))
        {
            throw Problem("the target is missing; allowed: a number.", row, column);
        }

        if (!float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float target) || !float.IsFinite(target))
        {
            throw Problem($"'{ShownText.Of(text)}' is not a finite number, which a target must be (up to 3.4e38, with a decimal point). Names of classes are read with Label instead of Target.", row, column);
        }

        _targets.Add(target);
        if (_rounded.Add(0, target))
        {
            _rounded.AddExact(0, double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
        }
    }

    public override (Tensor Labels, IReadOnlyList<string>? Names) Resolve() => (tensor(_targets.ToArray()), null);
}
