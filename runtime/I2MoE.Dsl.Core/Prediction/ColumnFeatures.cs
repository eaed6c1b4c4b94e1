using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Prediction;

/// <summary>Makes the features of a modality of what columns say, as training read them from a table.</summary>
/// <param name="modality">The name of the modality.</param>
/// <param name="names">The names of its features.</param>
/// <param name="unseen">Those of levels that count as others, because the training part did not have them.</param>
/// <param name="missing">What stood for a missing value there.</param>
internal sealed class ColumnFeatures(string modality, IReadOnlyList<string> names, IReadOnlyList<string> unseen, MissingMarkers missing)
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
    /// <param name="cells">What the columns say; null, nothing, or what stood for it in training for a missing value.</param>
    /// <exception cref="DatasetException">A column is unknown, or has no number.</exception>
    public float[] Of(IReadOnlyDictionary<string, string?> cells)
    {
        HashSet<string> known = [.. Columns.Select(column => column.Name)];
        if (cells.Keys.FirstOrDefault(given => !known.Contains(given)) is { } unknown)
        {
            throw new DatasetException($"Modality {modality} has no column '{unknown}'; it has {NearestName.List([.. known])}.{NearestName.Suggest(unknown, [.. known])}") { Modality = modality };
        }

        float[] features = new float[names.Count];
        Dictionary<string, string> said = cells.Where(cell => cell.Value is { } text && !IsMissing(cell.Key, text)).ToDictionary(cell => cell.Key, cell => cell.Value!);
        if (said.Count == 0)
        {
            Array.Fill(features, float.NaN);
            return features;
        }

        for (int number = 0; number < Numbers; number++)
        {
            features[number] = said.TryGetValue(names[number], out string? cell) ? Number(names[number], cell) : float.NaN;
        }

        foreach (CategorySlot slot in _slots)
        {
            features[said.TryGetValue(slot.Column, out string? cell) ? Level(slot, cell) : slot.Other + 1] = 1;
        }

        return features;
    }

    // A level that training knows is one, whatever its name stands for elsewhere.
    private bool IsMissing(string column, string cell)
    {
        string text = cell.Trim();
        return missing.IsMissing(text) && (text.Length == 0 || !_slots.Any(slot => slot.Column == column && slot.Levels.Any(level => LabelValue.Parse(level).Equals(LabelValue.Parse(text)))));
    }

    private float Number(string column, string cell) =>
        bool.TryParse(cell, out bool flag) ? (flag ? 1 : 0)
            : float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value) ? value
            : throw new DatasetException($"Column '{column}' of modality {modality} is '{ShownText.Of(cell)}', which is no finite number.") { Modality = modality };

    private int Level(CategorySlot slot, string cell)
    {
        var given = LabelValue.Parse(cell.Trim());
        int level = slot.Levels.Index().Where(known => LabelValue.Parse(known.Item).Equals(given) && !unseen.Contains(CategorySlot.NameOf(slot.Column, known.Item))).Select(known => known.Index).FirstOrDefault(-1);
        return level < 0 ? slot.Other : slot.Start + level;
    }
}
