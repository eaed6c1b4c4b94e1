using I2MoE.Dsl.Randomness;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>Decides which sample goes to which part of a split.</summary>
internal static class SplitRows
{
    /// <summary>The rows of the training, validation and test part, each in ascending order.</summary>
    public static long[][] Divide(MultimodalDataset dataset, long seed, double train, double validation, bool? stratify)
    {
        int[] sizes = Sizes(dataset.Count, train, validation);
        long[][] groups = Strata(dataset, [.. Enumerable.Range(0, dataset.Count).Select(row => (long)row)], stratify);
        int[] remaining = [.. groups.Select(group => group.Length)];
        int[] trainQuotas = Apportion(remaining, sizes[0]);
        remaining = [.. remaining.Zip(trainQuotas, (count, taken) => count - taken)];
        int[] validationQuotas = Apportion(remaining, sizes[1]);

        SplitMix64 random = RandomKey.Of(seed, RandomPurpose.Splitting).CreateSequence();
        List<long>[] parts = [[], [], []];
        for (int g = 0; g < groups.Length; g++)
        {
            random.Shuffle<long>(groups[g]);
            int validationEnd = trainQuotas[g] + validationQuotas[g];
            parts[0].AddRange(groups[g][..trainQuotas[g]]);
            parts[1].AddRange(groups[g][trainQuotas[g]..validationEnd]);
            parts[2].AddRange(groups[g][validationEnd..]);
        }

        return [.. parts.Select(part => part.Order().ToArray())];
    }

    /// <summary>Rows that are divided in equal shares: those of each class, or all together where classes are not stratified.</summary>
    public static long[][] Strata(MultimodalDataset dataset, IReadOnlyList<long> rows, bool? stratify)
    {
        bool hasClasses = dataset.Labels.dtype == ScalarType.Int64;
        if (stratify == true && !hasClasses)
        {
            string found = dataset.Labels.dim() == 2 ? "several labels a sample" : "targets";
            throw new DatasetException($"Only classes can be stratified, and this dataset has {found}; leave stratify out, or pass stratify: false.");
        }

        long[] classes = stratify ?? hasClasses ? dataset.Labels.data<long>().ToArray() : new long[dataset.Count];
        return [.. rows.GroupBy(row => classes[row]).OrderBy(group => group.Key).Select(group => group.ToArray())];
    }

    /// <summary>The number of samples in each part.</summary>
    public static int[] Sizes(int count, double train, double validation)
    {
        if (!(train > 0 && validation > 0 && train + validation < 1))
        {
            throw new DatasetException(
                FormattableString.Invariant($"The shares train = {train} and validation = {validation} do not fit; both must be above 0, and their sum below 1, which leaves the rest for the test part."));
        }

        int trainSize = (int)Math.Round(count * train, MidpointRounding.AwayFromZero);
        int validationSize = (int)Math.Round(count * validation, MidpointRounding.AwayFromZero);
        int testSize = count - trainSize - validationSize;
        return trainSize > 0 && validationSize > 0 && testSize > 0
            ? [trainSize, validationSize, testSize]
            : throw new DatasetException(
                FormattableString.Invariant($"{count} samples with train = {train} and validation = {validation} give parts of {trainSize}, {validationSize} and {testSize} samples; every part needs at least one."));
    }

    /// <summary>Divides a total among classes in proportion to their counts: the whole part for each, and one more for the largest remainders.</summary>
    public static int[] Apportion(int[] counts, int total)
    {
        long all = counts.Sum(count => (long)count);
        int[] quotas = [.. counts.Select(count => (int)((long)count * total / all))];
        int missing = total - quotas.Sum();
        foreach (int c in Enumerable.Range(0, counts.Length).OrderByDescending(c => (long)counts[c] * total % all).Take(missing))
        {
            quotas[c]++;
        }

        return quotas;
    }
}
