using System.Globalization;
using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Data;

/// <summary>Divides samples as a column of the data says.</summary>
internal static class GivenSplit
{
    private const string Allowed = "allowed: 'train', 'validation' (or 'val', 'valid') and 'test', or 0 (training), 1 (validation) and 2 (test), or without a 2, 0 (training) and 1 (test)";

    private static readonly string[] s_words = ["train", "validation", "test"];

    /// <summary>The rows of the training, validation and test part, each in ascending order.</summary>
    public static long[][] Divide(MultimodalDataset dataset, IReadOnlyList<string> parts, long seed, double validation, bool? stratify)
    {
        if (parts.Count != dataset.Count)
        {
            throw new DatasetException($"{parts.Count} parts are given for {dataset.Count} samples; give one for each sample.");
        }

        List<long>[] rows = [[], [], []];
        int firstNumber = parts.ToList().FindIndex(IsNumber);
        int firstWord = parts.ToList().FindIndex(part => !IsNumber(part));
        bool hasThreeNumbers = parts.Any(part => NumberOf(part) == 2);
        for (int row = 0; row < parts.Count; row++)
        {
            rows[PartOf(parts[row], row, hasThreeNumbers)].Add(row);
        }

        if (firstNumber >= 0 && firstWord >= 0)
        {
            throw new DatasetException($"The part of row {firstNumber} is '{parts[firstNumber]}' and that of row {firstWord} is '{parts[firstWord]}'; use either words or numbers. {Allowed}.");
        }

        if (rows[1].Count == 0)
        {
            (rows[0], rows[1]) = DrawValidation(dataset, rows[0], seed, validation, stratify);
        }

        int empty = Array.FindIndex(rows, part => part.Count == 0);
        return empty < 0
            ? [.. rows.Select(part => part.ToArray())]
            : throw new DatasetException($"No sample belongs to the part '{s_words[empty]}'; every part needs at least one. {Allowed}.");
    }

    private static bool IsNumber(string part) => NumberOf(part) is 0 or 1 or 2;

    private static double? NumberOf(string part) => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;

    private static int PartOf(string part, int row, bool hasThreeNumbers) => (part.Trim().ToUpperInvariant(), NumberOf(part)) switch
    {
        ("TRAIN", _) or (_, 0) => 0,
        ("VALIDATION" or "VAL" or "VALID", _) => 1,
        (_, 1) when hasThreeNumbers => 1,
        ("TEST", _) or (_, 1 or 2) => 2,
        _ => throw new DatasetException($"The part of row {row} is '{part}'; {Allowed}.{NearestName.Suggest(part, s_words)}"),
    };

    private static (List<long> Train, List<long> Validation) DrawValidation(MultimodalDataset dataset, List<long> rows, long seed, double share, bool? stratify)
    {
        if (!(share > 0 && share < 1))
        {
            throw new DatasetException(FormattableString.Invariant($"The share validation = {share} does not fit; it must be between 0 and 1, and is taken from the training samples."));
        }

        int size = (int)Math.Round(rows.Count * share, MidpointRounding.AwayFromZero);
        if (size == 0 || size == rows.Count)
        {
            throw new DatasetException(
                FormattableString.Invariant($"validation = {share} of {rows.Count} training samples gives parts of {rows.Count - size} and {size} samples; every part needs at least one."));
        }

        long[][] strata = SplitRows.Strata(dataset, rows, stratify);
        int[] quotas = SplitRows.Apportion([.. strata.Select(stratum => stratum.Length)], size);
        SplitMix64 random = RandomKey.Of(seed, RandomPurpose.Splitting).CreateSequence();
        List<long> drawn = [];
        for (int s = 0; s < strata.Length; s++)
        {
            random.Shuffle<long>(strata[s]);
            drawn.AddRange(strata[s][..quotas[s]]);
        }

        drawn.Sort();
        return ([.. rows.Except(drawn)], drawn);
    }
}
