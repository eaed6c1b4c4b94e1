using System.Globalization;
using I2MoE.Dsl.Data;

namespace I2MoE.Dsl.Tests.Data;

public class GroupSplitTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void No_group_is_in_two_parts_and_the_sizes_fit(long seed)
    {
        // Groups of 1 to 12 samples, 3 of each size.
        string[] groups = [.. Enumerable.Range(0, 36).SelectMany(g => Enumerable.Repeat($"patient {g}", (g % 12) + 1))];
        using MultimodalDataset data = MultimodalDatasetTests.Numbered(groups.Length);
        using DataSplits splits = data.SplitByGroup(groups, seed);
        string[][] sides = [.. new[] { splits.Train, splits.Validation, splits.Test }.Select(part => DataSplitsTests.Rows(part).Select(row => groups[row]).Distinct().ToArray())];
        Assert.Equal(36, sides.Sum(side => side.Length));
        Assert.Equal(36, sides.SelectMany(side => side).Distinct().Count());

        // 234 samples: 163.8 and 35.1 rounded.
        Assert.Equal([164, 35, 35], new[] { splits.Train, splits.Validation, splits.Test }.Select(part => part.Count));
    }

    [Fact]
    public void The_division_depends_on_seed_and_groups_alone()
    {
        string[] groups = [.. Enumerable.Range(0, 60).Select(i => (i % 20).ToString(CultureInfo.InvariantCulture))];
        using MultimodalDataset data = MultimodalDatasetTests.Numbered(60);
        using DataSplits first = data.SplitByGroup(groups, 1);
        using DataSplits again = data.SplitByGroup(groups, 1);
        using DataSplits other = data.SplitByGroup(groups, 2);
        Assert.Equal(DataSplitsTests.Rows(first.Test), DataSplitsTests.Rows(again.Test));
        Assert.NotEqual(DataSplitsTests.Rows(first.Test), DataSplitsTests.Rows(other.Test));
        Assert.Equal([42, 9, 9], new[] { first.Train, first.Validation, first.Test }.Select(part => part.Count));
    }

    [Theory]
    [InlineData("a,a,a,a,a,a,a,a,b,c", 8)]
    [InlineData("a,a,a,a,b,b,b,c,c,c", 4)]
    public void Every_part_gets_a_group(string groups, int train)
    {
        using MultimodalDataset data = MultimodalDatasetTests.Numbered(10);
        for (int seed = 0; seed < 6; seed++)
        {
            using DataSplits splits = data.SplitByGroup(groups.Split(','), seed);
            Assert.Equal(train, splits.Train.Count);
            Assert.Equal(10 - train, splits.Validation.Count + splits.Test.Count);
            Assert.Equal(splits.Validation.Count, splits.Test.Count);
        }
    }

    [Theory]
    [InlineData("a,b,c", 0.7, "3 groups are given for 10 samples")]
    [InlineData("a,b,a,b,a,b,a,b,a,b", 0.7, "There are too few groups ('a', 'b'); three parts need at least three")]
    [InlineData("a,b,,c,c,c,c,c,c,c", 0.7, "The group of row 2 is empty")]
    [InlineData("a,b,c,a,b,c,a,b,c,a", 0.9, "do not fit")]
    public void Groups_that_do_not_fit_are_refused(string groups, double train, string message)
    {
        using MultimodalDataset data = MultimodalDatasetTests.Numbered(10);
        Assert.Contains(message, Assert.Throws<DatasetException>(() => data.SplitByGroup(groups.Split(','), 0, train)).Message, StringComparison.Ordinal);
    }
}
