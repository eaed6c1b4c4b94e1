namespace I2MoE.Dsl.Data;

/// <content>Cross-validation.</content>
public sealed partial class MultimodalDataset
{
    /// <summary>
    /// Divides the samples for cross-validation, as <c>train --folds</c> does: every sample is in the test part of one division. The divisions depend on
    /// the data's labels and the arguments only, on every machine.
    /// </summary>
    /// <param name="count">The number of folds K, at least 2.</param>
    /// <param name="seed">Which division; any value.</param>
    /// <param name="validation">The share of all samples for validation, between 0 and 1; default 0.15. It is drawn from what is not tested.</param>
    /// <param name="stratify">Whether every fold has the classes in equal shares; null (default) as in <see cref="Split"/>.</param>
    /// <returns>K divisions, made one after another, each with its samples in the order of this dataset, whose values they share; each to be disposed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two folds.</exception>
    /// <exception cref="DatasetException">A part would be empty, or something else than classes is to be stratified.</exception>
    public IEnumerable<DataSplits> Folds(int count, long seed, double validation = 0.15, bool? stratify = null)
    {
        CheckFolds(count);
        return Enumerable.Range(0, count).Select(fold => ToSplits(FoldRows.Divide(this, seed, fold, count, validation, stratify)));
    }

    /// <summary>Divides the samples for cross-validation so that no group, for example all recordings of one person, is in two folds or parts.</summary>
    /// <param name="groups">The group of each sample, at least as many different ones as there are folds, and three.</param>
    /// <param name="count">The number of folds K, at least 2.</param>
    /// <param name="seed">Which division; any value.</param>
    /// <param name="validation">The share of all samples for validation, between 0 and 1; default 0.15. Whole groups of what is not tested come near to it.</param>
    /// <returns>As of <see cref="Folds"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two folds.</exception>
    /// <exception cref="DatasetException">There is not one group for each sample, there are too few groups, or a part would be empty.</exception>
    public IEnumerable<DataSplits> FoldsByGroup(IReadOnlyList<string> groups, int count, long seed, double validation = 0.15)
    {
        ArgumentNullException.ThrowIfNull(groups);
        CheckFolds(count);
        return Enumerable.Range(0, count).Select(fold => ToSplits(FoldRows.DivideGroups(Count, groups, seed, fold, count, validation)));
    }

    private static void CheckFolds(int count)
    {
        if (count < 2)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, $"There are {count} folds. Allowed: 2 or more.");
        }
    }
}
