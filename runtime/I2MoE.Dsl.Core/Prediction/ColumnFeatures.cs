using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Prediction;

/// <summary>Makes the features of a modality of what columns say, as training read them from a table.</summary>
/// <param name="modality">The name of the modality.</param>
/// <param name="names">The names of its features.</param>
/// <param name="unseen">Those of levels that count as others, because the training part did not have them.</param>
internal sealed class ColumnFeatures(string modality, IReadOnlyList<string> names, IReadOnlyList<string> unseen)
{
    private readonly IReadOnlyList<CategorySlot> _slots = CategorySlot.Of(names);

    /// <summary>The columns in the order of their features.</summary>
    public IReadOnlyList<ModalityColumn> Columns =>
    [
        .. names.Take(Numbers).Select(name => new ModalityColumn(name, Levels: null)),
        .. _slots.Select(slot => new ModalityColumn(slot.Column, [.. slot.Levels.Where(level => !unseen.Contains(CategorySlot.NameOf(slot.Column, level)))])),
    ];

    private int Numbers => _slots.Count > 0 ? _slots[0].Start : names.Count;

    /// <summary>The features: NaN for a number that is not given, for all of them where no column is.</summary>
    /// <param name="cells">What the columns say; null or nothing for a missing value.</param>
    /// <exception cref="DatasetException">A column is unknown, or has no number.</exception>
    public float[] Of(IReadOnlyDictionary<string, string?> cells)
    {
        HashSet<string> known = [.. Columns.Select(column => column.Name)];
        if (cells.Keys.FirstOrDefault(given => !known.Contains(given)) is { } unknown)
        {
            throw new DatasetException($"Modality {modality} has no column '{unknown}'; it has {NearestName.List([.. known])}.{NearestName.Suggest(unknown, [.. known])}") { Modality = modality };
        }

        float[] features = new float[names.Count];
        if (cells.Values.All(string.IsNullOrWhiteSpace))
        {
            Array.Fill(features, float.NaN);
            return features;
        }

        for (int number = 0; number < Numbers; number++)
        {
            features[number] = Number(names[number], cells.GetValueOrDefault(names[number]));
        }

        foreach (CategorySlot slot in _slots)
        {
            features[Level(slot, cells.GetValueOrDefault(slot.Column))] = 1;
        }

        return features;
    }

    private float Number(string column, string? cell)
    {
        if (string.IsNullOrWhiteSpace(cell))
        {
            return float.NaN;
        }

        return bool.TryParse(cell, out bool flag) ? (flag ? 1 : 0)
            : float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value) ? value
            : throw new DatasetException($"Column '{column}' of modality {modality} is '{ShownText.Of(cell)}', which is no finite number.") { Modality = modality };
    }

    private int Level(CategorySlot slot, string? cell)
    {
        if (string.IsNullOrWhiteSpace(cell))
        {
            return slot.Other + 1;
        }

        var given = LabelValue.Parse(cell.Trim());
        int level = slot.Levels.Index().Where(known => LabelValue.Parse(known.Item).Equals(given) && !unseen.Contains(CategorySlot.NameOf(slot.Column, known.Item))).Select(known => known.Index).FirstOrDefault(-1);
        return level < 0 ? slot.Other : slot.Start + level;
    }
}
