using I2MoE.Dsl.Randomness;

namespace I2MoE.Dsl.Data;

/// <summary>Divides samples into folds of equal size, one of which is the test part; the validation part is drawn from the others.</summary>
internal static class FoldRows
{
    /// <summary>The rows of the training, validation and test part, each in ascending order. The folds have the classes in equal shares.</summary>
    /// <param name="dataset">The samples.</param>
    /// <param name="seed">Which division.</param>
    /// <param name="fold">Which fold is the test part, from 0.</param>
    /// <param name="folds">The number of folds, at least 2.</param>
    /// <param name="validation">The share of all samples for validation.</param>
    /// <param name="stratify">As in <see cref="SplitRows.Divide"/>.</param>
    public static long[][] Divide(MultimodalDataset dataset, long seed, int fold, int folds, double validation, bool? stratify)
    {
        // Of the smallest fold, whichever is asked for: after all others were trained it is too late to find out.
        _ = SizeOfValidation(dataset.Count, dataset.Count / folds, validation, folds);
        long[][] strata = SplitRows.Strata(dataset, [.. Enumerable.Range(0, dataset.Count).Select(row => (long)row)], stratify);
        SplitMix64 random = RandomKey.Of(seed, RandomPurpose.Splitting).CreateSequence();
        List<long> test = [];
        List<long[]> others = [];
        int dealt = 0;
        foreach (long[] stratum in strata)
        {
            random.Shuffle<long>(stratum);

            // Dealt on from class to class, so that no fold gets the odd sample of every class.
            int first = dealt;
            test.AddRange(stratum.Where((_, i) => (first + i) % folds == fold));
            others.Add([.. stratum.Where((_, i) => (first + i) % folds != fold)]);
            dealt += stratum.Length;
        }

        int size = SizeOfValidation(dataset.Count, test.Count, validation, folds);
        int[] quotas = SplitRows.Apportion([.. others.Select(rows => rows.Length)], size);
        return Sorted(others.SelectMany((rows, s) => rows[quotas[s]..]), others.SelectMany((rows, s) => rows[..quotas[s]]), test);
    }

    /// <summary>The rows of the training, validation and test part, each in ascending order; no group is in two folds or parts.</summary>
    /// <param name="count">The number of samples.</param>
    /// <param name="groups">The group of each.</param>
    /// <param name="seed">Which division.</param>
    /// <param name="fold">Which fold is the test part, from 0.</param>
    /// <param name="folds">The number of folds, at least 2.</param>
    /// <param name="validation">The share of all samples for validation.</param>
    public static long[][] DivideGroups(int count, IReadOnlyList<string> groups, long seed, int fold, int folds, double validation)
    {
        long[][] members = GroupSplit.Members(count, groups, seed);
        if (members.Length < Math.Max(folds, 3))
        {
            throw new DatasetException(FormattableString.Invariant($"There are {members.Length} groups, too few for {folds} folds; every fold needs one, and three parts need at least three."));
        }

        // The largest first, each to the fold that has least.
        List<long[]>[] dealt = [.. Enumerable.Range(0, folds).Select(_ => new List<long[]>())];
        foreach (long[] group in members.OrderByDescending(group => group.Length))
        {
            dealt.MinBy(its => its.Sum(it => it.Length))!.Add(group);
        }

        long[] test = [.. dealt[fold].SelectMany(group => group)];
        int size = SizeOfValidation(count, test.Length, validation, folds);
        var others = members.Except(dealt[fold]).ToList();
        List<long[]> validated = [];
        foreach (long[] group in others.ToArray())
        {
            bool isNearer = validated.Sum(it => it.Length) + (group.Length / 2) < size;
            if ((validated.Count == 0 || isNearer) && others.Count > 1)
            {
                validated.Add(group);
                others.Remove(group);
            }
        }

        return Sorted(others.SelectMany(group => group), validated.SelectMany(group => group), test);
    }

    private static int SizeOfValidation(int count, int test, double validation, int folds)
    {
        int size = (int)Math.Round(count * validation, MidpointRounding.AwayFromZero);
        return size > 0 && test > 0 && count - test - size > 0
            ? size
            : throw new DatasetException(FormattableString.Invariant(
                $"{count} samples in {folds} folds with validation = {validation} give parts of {count - test - size}, {size} and {test} samples; every part needs at least one."));
    }

    private static long[][] Sorted(params ReadOnlySpan<IEnumerable<long>> parts)
    {
        long[][] sorted = new long[parts.Length][];
        for (int part = 0; part < parts.Length; part++)
        {
            sorted[part] = [.. parts[part].Order()];
        }

        return sorted;
    }
}
