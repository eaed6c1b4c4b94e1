namespace I2MoE.Dsl.Data;

/// <content>Training, validation and test part, and cross-validation.</content>
public sealed partial class MultimodalDataset
{
    /// <summary>Divides the samples into three parts. Depends on the data's labels and the arguments only, on every machine.</summary>
    /// <param name="seed">Which division; any value.</param>
    /// <param name="train">The share of the training part, between 0 and 1; default 0.7.</param>
    /// <param name="validation">The share of the validation part, between 0 and 1; default 0.15. The rest is the test part.</param>
    /// <param name="stratify">
    /// Whether every part has the classes in the shares of the whole, to within one sample. Null (default): for classes yes, for targets and several
    /// labels no, which are only shuffled.
    /// </param>
    /// <returns>Three parts, each with its samples in the order of this dataset, whose values they share; to be disposed.</returns>
    /// <exception cref="DatasetException">The shares do not fit, a part would be empty, or something else than classes is to be stratified.</exception>
    public DataSplits Split(long seed, double train = 0.7, double validation = 0.15, bool? stratify = null)
    {
        return ToSplits(SplitRows.Divide(this, seed, train, validation, stratify));
    }

    /// <summary>Divides the samples as published or recorded: each has its part.</summary>
    /// <param name="parts">
    /// The part of each sample: <c>train</c>, <c>validation</c> (or <c>val</c>, <c>valid</c>) and <c>test</c> in any case; or 0 (training), 1 (validation)
    /// and 2 (test); or, where no 2 occurs, 0 (training) and 1 (test). Where none belongs to the validation part, it is drawn from the training samples.
    /// </param>
    /// <param name="seed">Which samples are drawn; any value, default 0. Without effect where the validation part is given.</param>
    /// <param name="validation">The share of the training samples that is drawn, between 0 and 1; default 0.15. Without effect where the validation part is given.</param>
    /// <param name="stratify">Whether the classes are drawn in equal shares; null (default) as in <see cref="Split"/>.</param>
    /// <returns>Three parts, each with its samples in the order of this dataset, whose values they share; to be disposed.</returns>
    /// <exception cref="DatasetException">There is not one part for each sample, a part is unknown or empty, or the share does not fit.</exception>
    public DataSplits SplitBy(IReadOnlyList<string> parts, long seed = 0, double validation = 0.15, bool? stratify = null)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return ToSplits(GivenSplit.Divide(this, parts, seed, validation, stratify));
    }

    /// <summary>
    /// Divides the samples so that no group is in two parts, for example all recordings of one person. The parts come as near to their shares as moving or
    /// exchanging whole groups brings them. Depends on the arguments only, on every machine.
    /// </summary>
    /// <param name="groups">The group of each sample, at least three different ones.</param>
    /// <param name="seed">Which division; any value.</param>
    /// <param name="train">The share of the training part, between 0 and 1; default 0.7.</param>
    /// <param name="validation">The share of the validation part, between 0 and 1; default 0.15. The rest is the test part.</param>
    /// <returns>Three parts, each with its samples in the order of this dataset, whose values they share; to be disposed.</returns>
    /// <exception cref="DatasetException">There is not one group for each sample, there are too few groups, or the shares do not fit.</exception>
    public DataSplits SplitByGroup(IReadOnlyList<string> groups, long seed, double train = 0.7, double validation = 0.15)
    {
        ArgumentNullException.ThrowIfNull(groups);
        return ToSplits(GroupSplit.Divide(Count, groups, seed, train, validation));
    }

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

    private DataSplits ToSplits(long[][] parts) => new(Subset(parts[0]), Subset(parts[1]), Subset(parts[2]));

    private static void CheckFolds(int count)
    {
        if (count < 2)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, $"There are {count} folds. Allowed: 2 or more.");
        }
    }
}
