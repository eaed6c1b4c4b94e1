using I2MoE.Dsl.Data;

namespace I2MoE.Dsl.Tests.Data;

public class GivenSplitTests
{
    [Fact]
    public void Words_say_the_part_of_each_sample()
    {
        using MultimodalDataset data = MultimodalDatasetTests.Numbered(5);
        using DataSplits splits = data.SplitBy(["test", "Train", " val ", "validation", "train"]);
        Assert.Equal([[1, 4], [2, 3], [0]], Parts(splits));
    }

    [Fact]
    public void A_validation_part_is_drawn_from_the_training_samples()
    {
        using MultimodalDataset data = MultimodalDatasetTests.Numbered(100);
        string[] parts = [.. Enumerable.Range(0, 100).Select(i => i < 80 ? "0" : "1")];
        using DataSplits splits = data.SplitBy(parts, seed: 3, validation: 0.25);
        Assert.Equal(Enumerable.Range(80, 20), DataSplitsTests.Rows(splits.Test));
        Assert.Equal(Enumerable.Range(0, 80), DataSplitsTests.Rows(splits.Train).Concat(DataSplitsTests.Rows(splits.Validation)).Order());
        Assert.Equal(10, splits.Validation.Labels.sum().item<long>());
        Assert.Equal((60, 20), (splits.Train.Count, splits.Validation.Count));

        using DataSplits again = data.SplitBy([.. parts.Select(part => part == "0" ? "train" : "test")], seed: 3, validation: 0.25);
        Assert.Equal(Parts(splits), Parts(again));
        using DataSplits other = data.SplitBy(parts, seed: 4, validation: 0.25);
        Assert.NotEqual(Parts(splits)[1], Parts(other)[1]);
        using DataSplits shuffled = data.SplitBy(parts, seed: 3, validation: 0.25, stratify: false);
        Assert.NotEqual(Parts(splits)[1], Parts(shuffled)[1]);
    }

    [Theory]
    [InlineData("train,test", 0.5, "2 parts are given for 4 samples")]
    [InlineData("train,test,tset,train", 0.5, "The part of row 2 is 'tset'; allowed: 'train', 'validation' (or 'val', 'valid') and 'test', or 0 (training), 1 (validation) and 2 (test), or without a 2, 0 (training) and 1 (test). Did you mean 'test'?")]
    [InlineData("0,1,3,0", 0.5, "The part of row 2 is '3'")]
    [InlineData("0,1,train,0", 0.5, "The part of row 0 is '0' and that of row 2 is 'train'; use either words or numbers")]
    [InlineData("train,train,val,val", 0.5, "No sample belongs to the part 'test'")]
    [InlineData("test,test,val,val", 0.5, "No sample belongs to the part 'train'")]
    [InlineData("train,train,train,test", 0.1, "validation = 0.1 of 3 training samples gives parts of 3 and 0 samples")]
    [InlineData("train,train,train,test", 1.0, "The share validation = 1 does not fit")]
    [InlineData("train,train,train,test", double.NaN, "does not fit")]
    public void Parts_that_do_not_fit_are_refused(string parts, double validation, string message)
    {
        using MultimodalDataset data = MultimodalDatasetTests.Numbered(4);
        Assert.Contains(message, Assert.Throws<DatasetException>(() => data.SplitBy(parts.Split(','), validation: validation)).Message, StringComparison.Ordinal);
    }

    private static int[][] Parts(DataSplits splits) => [DataSplitsTests.Rows(splits.Train), DataSplitsTests.Rows(splits.Validation), DataSplitsTests.Rows(splits.Test)];
}
