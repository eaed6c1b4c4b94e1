using System.Globalization;
using I2MoE.Dsl.Specification;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>Turns the cells of a column of times, and of one that says whether the event happened, into labels.</summary>
/// <param name="file">The file.</param>
/// <param name="time">The name of the column of the time.</param>
/// <param name="happened">The name of the column that says whether the event happened.</param>
/// <param name="missing">What stands for a missing label.</param>
internal sealed class TableEventTimes(TableFile file, string time, string happened, MissingMarkers missing) : TableLabels(file, missing)
{
    private readonly List<float> _labels = [];

    private readonly RoundedValues _rounded = new(1);

    public override int Count => _labels.Count / 2;

    public override string? Lost => _rounded.Find(_ => $"Column '{ShownText.Of(time)}'");

    public override void Add(IReadOnlyList<string> cells, long row)
    {
        string text = cells[0].Trim();
        if (IsMissing(text))
        {
            throw Problem("the time is missing; allowed: a number from 0.", row, time);
        }

        if (!float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) || !float.IsFinite(value) || value < 0)
        {
            throw Problem($"'{ShownText.Of(text)}' is not a time; allowed: a number from 0, with a decimal point.", row, time);
        }

        if (_rounded.Add(0, value))
        {
            _rounded.AddExact(0, double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
        }

        string flag = cells[1].Trim();
        _labels.Add(value);
        _labels.Add(LabelValue.Parse(flag).AsNumber is { } number && number is 0 or 1 ? (float)number : throw Problem(
            $"{(IsMissing(flag) ? "what happened is missing" : $"'{ShownText.Of(flag)}' does not say whether the event happened")}; allowed: 1 or true where it happened at the time, 0 or false where it is later.", row, happened));
    }

    public override (Tensor Labels, IReadOnlyList<string>? Names) Resolve() => (tensor(_labels.ToArray(), [Count, 2]), null);
}
