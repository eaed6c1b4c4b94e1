using I2MoE.Dsl.Data;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Data;

public sealed class FoldRowsTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(7)]
    public void Every_sample_is_tested_once_and_folds_have_the_classes_in_equal_shares(int folds)
    {
        // 31, 9 and 3 samples of the classes.
        long[] classes = [.. Enumerable.Range(0, 43).Select(row => row < 31 ? 0L : row < 40 ? 1L : 2L)];
        using MultimodalDataset data = Of(classes);
        long[][][] all = [.. Enumerable.Range(0, folds).Select(fold => FoldRows.Divide(data, 1, fold, folds, 0.15, stratify: null))];
        Assert.Equal(Enumerable.Range(0, 43).Select(row => (long)row), all.SelectMany(parts => parts[2]).Order());
        foreach (long[][] parts in all)
        {
            Assert.Equal(Enumerable.Range(0, 43).Select(row => (long)row), parts.SelectMany(rows => rows).Order());
            Assert.Equal(6, parts[1].Length);
            Assert.InRange(parts[2].Length, 43 / folds, (43 / folds) + 1);
            Assert.InRange(parts[2].Count(row => classes[row] == 0), 31 / folds, (31 / folds) + 1);
            Assert.InRange(parts[2].Count(row => classes[row] == 1), 9 / folds, (9 / folds) + 1);
        }

        Assert.Equal(all[0][2], FoldRows.Divide(data, 1, 0, folds, 0.15, stratify: null)[2]);
        Assert.NotEqual(all[0][2], FoldRows.Divide(data, 2, 0, folds, 0.15, stratify: null)[2]);
    }

    [Fact]
    public void No_group_is_in_two_parts_or_folds()
    {
        string[] groups = [.. Enumerable.Range(0, 60).Select(row => $"g{row * row / 60 % 12}")];
        long[][][] all = [.. Enumerable.Range(0, 4).Select(fold => FoldRows.DivideGroups(60, groups, 0, fold, 4, 0.15))];
        Assert.Equal(Enumerable.Range(0, 60).Select(row => (long)row), all.SelectMany(parts => parts[2]).Order());
        foreach (long[][] parts in all)
        {
            Assert.Equal(60, parts.Sum(rows => rows.Length));
            Assert.All(parts, Assert.NotEmpty);
            Assert.Equal(groups.Distinct().Count(), parts.Sum(rows => rows.Select(row => groups[row]).Distinct().Count()));
            Assert.InRange(parts[2].Length, 8, 25);
        }
    }

    [Fact]
    public void Too_few_samples_or_groups_are_refused()
    {
        using MultimodalDataset data = Of([0, 1, 0, 1]);
        for (int fold = 0; fold < 5; fold++)
        {
            Assert.Contains("4 samples in 5 folds with validation = 0.15", Assert.Throws<DatasetException>(() => FoldRows.Divide(data, 0, fold, 5, 0.15, stratify: null)).Message, StringComparison.Ordinal);
        }

        Assert.Contains("There are 3 groups, too few for 5 folds", Assert.Throws<DatasetException>(() => FoldRows.DivideGroups(6, ["a", "b", "c", "a", "b", "c"], 0, 0, 5, 0.2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_divisions_of_a_program_are_those_of_the_command_line()
    {
        using MultimodalDataset data = Of([.. Enumerable.Range(0, 40).Select(row => row % 3L)]);
        string[] groups = [.. Enumerable.Range(0, 40).Select(row => $"g{row / 4}")];
        DataSplits[] folds = [.. data.Folds(4, seed: 3, validation: 0.2)];
        DataSplits[] grouped = [.. data.FoldsByGroup(groups, 4, seed: 3)];
        for (int fold = 0; fold < 4; fold++)
        {
            Assert.Equal(FoldRows.Divide(data, 3, fold, 4, 0.2, stratify: null), Rows(folds[fold]));
            Assert.Equal(FoldRows.DivideGroups(40, groups, 3, fold, 4, 0.15), Rows(grouped[fold]));
            folds[fold].Dispose();
            grouped[fold].Dispose();
        }

        Assert.Contains("There are 1 folds. Allowed: 2 or more.", Assert.Throws<ArgumentOutOfRangeException>(() => data.Folds(1, seed: 0)).Message, StringComparison.Ordinal);
    }

    private static long[][] Rows(DataSplits splits) => [.. new[] { splits.Train, splits.Validation, splits.Test }.Select(part => part.SampleRows.ToArray())];

    private static MultimodalDataset Of(long[] classes) => new(
        [KeyValuePair.Create("a", torch.zeros(classes.Length, 1)), KeyValuePair.Create("b", torch.zeros(classes.Length, 1))], torch.tensor(classes));
}
