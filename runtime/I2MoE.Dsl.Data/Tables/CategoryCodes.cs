using I2MoE.Dsl.Specification;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>Collects the cells of a column of categories.</summary>
/// <param name="file">The file.</param>
/// <param name="column">The name of the column.</param>
/// <param name="category">Its levels, as far as they are stated.</param>
/// <param name="missing">What stands for a missing value.</param>
internal sealed class CategoryCodes(TableFile file, string column, TableCategory category, MissingMarkers missing)
{
    private const int MostLevels = 1000;
    private const int NoLevel = -1;

    // A level that is stated is one, whatever its name stands for elsewhere: "None" of a grade, "NA" of an allele.
    private readonly HashSet<LabelValue> _stated = [.. (category.Levels ?? []).Select(LabelValue.Parse)];
    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<LabelValue, int> _codes = [];
    private readonly List<LabelValue> _found = [];
    private readonly List<int> _rows = [];

    /// <summary>Takes a cell.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="row">Its row, for messages.</param>
    public void Add(string text, long row)
    {
        if (!_texts.TryGetValue(text, out int code))
        {
            LabelValue level = LabelValue.Parse(text);
            code = missing.IsMissing(text) && (text.Length == 0 || !_stated.Contains(level)) ? NoLevel : CodeOf(level, row);
            if (_texts.Count <= 2 * MostLevels)
            {
                _texts.Add(text, code);
            }
        }

        _rows.Add(code);
    }

    /// <summary>The features of the column.</summary>
    /// <param name="start">The first of them.</param>
    public CategorySlot Slot(int start) => new(column, start, category.Levels is { } stated ? [.. stated] : [.. _found.Order().Select(level => level.ToString())]);

    /// <summary>Whether a row has no value.</summary>
    public bool IsMissing(int row) => _rows[row] == NoLevel;

    /// <summary>The features of some rows that are 1, [count, 1].</summary>
    public Tensor Features(CategorySlot slot, long start, long count)
    {
        long[] features = FeaturesOf(slot);
        return tensor(_rows.GetRange((int)start, (int)count).Select(code => code == NoLevel ? slot.Other + 1L : features[code]).ToArray()).reshape(count, 1);
    }

    // Of every code.
    private long[] FeaturesOf(CategorySlot slot)
    {
        Dictionary<LabelValue, long> places = slot.Levels.Index().ToDictionary(level => LabelValue.Parse(level.Item), level => (long)(slot.Start + level.Index));
        foreach (string level in category.Unseen)
        {
            places.Remove(LabelValue.Parse(level));
        }

        return [.. _found.Select(level => places.GetValueOrDefault(level, slot.Other))];
    }

    private int CodeOf(LabelValue level, long row)
    {
        if (_codes.TryGetValue(level, out int code))
        {
            return code;
        }

        if (category.Levels is null && _found.Count == MostLevels)
        {
            throw file.Problem(FormattableString.Invariant($"the column has more than {MostLevels} different values, so that it names rather than divides the samples; leave it out, or state the levels that count."), row, column);
        }

        _codes.Add(level, _found.Count);
        _found.Add(level);
        return _found.Count - 1;
    }
}
