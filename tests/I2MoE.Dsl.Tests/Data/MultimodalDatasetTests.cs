using I2MoE.Dsl.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Tests.Data;

public class MultimodalDatasetTests
{
    [Fact]
    public void Modalities_keep_their_order_and_outlive_scopes()
    {
        MultimodalDataset data;
        using (NewDisposeScope())
        {
            data = new MultimodalDataset([new("Zeta", ones(3, 2)), new("Alpha", zeros(3, 4, 4))], tensor(new long[] { 0, 1, 1 }));
        }

        using (data)
        {
            Assert.Equal(3, data.Count);
            Assert.Equal(["Zeta", "Alpha"], data.Modalities);
            Assert.Equal(6, data["Zeta"].sum().item<float>());
            Assert.Equal([0L, 1L, 1L], data.Labels.data<long>().ToArray());
        }

        Assert.True(data.Labels.IsInvalid);
    }

    [Fact]
    public void An_unknown_modality_is_answered_with_those_that_exist()
    {
        using MultimodalDataset data = Numbered(4);
        Assert.Equal(
            "The dataset has no modality 'imgae'; it has 'Image', 'Keywords'. Did you mean 'Image'?",
            Assert.Throws<DatasetException>(() => data["imgae"]).Message);
        Assert.DoesNotContain("Did you mean", Assert.Throws<DatasetException>(() => data["Sound"]).Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, Func<MultimodalDataset>> Misfits => new()
    {
        { "no modalities", () => new([], zeros(2, int64)) },
        { "'A' is given twice", () => new([new("A", zeros(2, 1)), new("A", zeros(2, 1))], zeros(2, int64)) },
        { "'A' has the shape [3, 1], that is 3 samples; the labels have 2", () => new([new("A", zeros(3, 1))], zeros(2, int64)) },
        { "'A' has the shape [2]; expected [N, …]", () => new([new("A", zeros(2))], zeros(2, int64)) },
        { "'A' has the type Float64; allowed: Float32", () => new([new("A", zeros(2, 1, float64))], zeros(2, int64)) },
        { "'A' has an infinite value in row 1", () => new([new("A", tensor([0f, 1f, float.NaN, float.NegativeInfinity], [2, 2]))], zeros(2, int64)) },
        { "empty name", () => new([new(" ", zeros(2, 1))], zeros(2, int64)) },
        { "labels have the type Int32; allowed: Int64", () => new([new("A", zeros(2, 1))], zeros(2, int32)) },
        { "labels have the shape [2, 1]; expected [N]", () => new([new("A", zeros(2, 1))], zeros(2, 1, int64)) },
        { "labels have the shape [0]", () => new([new("A", zeros(0, 1))], zeros(0, int64)) },
        { "label of row 1 is -3; classes count from 0", () => new([new("A", zeros(2, 1))], tensor(new long[] { 0, -3 })) },
        { "label of row 1 is 2; allowed: 0 to 1 ('no', 'yes')", () => new([new("A", zeros(2, 1))], tensor(new long[] { 0, 2 }), ["no", "yes"]) },
        { "labels have the shape [2, 1, 1]; expected [N] (targets) or [N, L]", () => new([new("A", zeros(2, 1))], zeros(2, 1, 1)) },
        { "labels have the shape [2, 0]", () => new([new("A", zeros(2, 1))], zeros(2, 0)) },
        { "label of row 1 is NaN or infinite; labels are 0 or 1", () => new([new("A", zeros(2, 1))], tensor([0f, 1f, 1f, float.PositiveInfinity], [2, 2])) },
        { "has 2 labels and 3 names of labels", () => new([new("A", zeros(2, 1))], zeros(2, 2), ["a", "b", "c"]) },
        { "labels are targets, which have no names", () => new([new("A", zeros(2, 1))], zeros(2), ["a", "b"]) },
        { "label of row 0 is NaN; targets must be finite", () => new([new("A", zeros(2, 1))], tensor([float.NaN, 1f])) },
        { "'A' has 3 features and 1 feature names", () => new([new("A", zeros(2, 3))], zeros(2, int64), null, new Dictionary<string, IReadOnlyList<string>> { ["A"] = ["x"] }) },
        { "no modality 'B'", () => new([new("A", zeros(2, 3))], zeros(2, int64), null, new Dictionary<string, IReadOnlyList<string>> { ["B"] = ["x"] }) },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public void Tensors_that_do_not_fit_are_refused(string message, Func<MultimodalDataset> create)
    {
        using DisposeScope scope = NewDisposeScope();
        Assert.Contains(message, Assert.Throws<DatasetException>(create).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_subset_has_the_given_rows_in_the_given_order()
    {
        using MultimodalDataset data = Numbered(5);
        using MultimodalDataset subset = data.Subset([4, 0, 4]);
        Assert.Equal([4f, 4f, 0f, 0f, 4f, 4f], subset["Image"].data<float>().ToArray());
        Assert.Equal([0L, 0L, 0L], subset.Labels.data<long>().ToArray());
        using MultimodalDataset part = subset.Subset([2, 1]);
        Assert.Equal([4f, 4f, 0f, 0f], part["Image"].data<float>().ToArray());
        Assert.Contains("row 5 does not exist; allowed: 0 to 4", Assert.Throws<DatasetException>(() => data.Subset([5])).Message, StringComparison.Ordinal);
        Assert.Throws<DatasetException>(() => data.Subset([]));
    }

    [Fact]
    public void Parts_share_the_values_and_outlive_the_whole()
    {
        long before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        MultimodalDataset data = Numbered(10);
        long whole = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        DataSplits splits = data.Split(0);
        Assert.Equal(whole, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
        data.Dispose();
        data.Dispose();
        using (NewDisposeScope())
        {
            Assert.Equal(splits.Test.ToBatch(["Image"], [0]).Inputs[0].data<float>().ToArray(), splits.Test["Image"][0..1].data<float>().ToArray());
        }

        splits.Dispose();
        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
        Assert.Throws<ObjectDisposedException>(() => splits.Train["Image"]);
        Assert.Throws<ObjectDisposedException>(() => data.Subset([0]));
    }

    [Fact]
    public void Standardised_splits_leave_nothing_of_the_raw_ones_behind()
    {
        long before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        using (MultimodalDataset data = Numbered(40))
        {
            using (DataSplits splits = data.Split(0).Standardise())
            {
                Assert.Equal(28, splits.Train.Count);
            }

            // Splits that have a name of their own can be used on.
            using DataSplits raw = data.Split(0);
            for (int i = 0; i < 2; i++)
            {
                using DataSplits again = raw.Standardise();
                Assert.Equal(28, again.Train.Count);
            }

            Assert.Equal(28, raw.Train["Image"].shape[0]);
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void A_batch_has_the_order_of_the_model_and_the_life_of_its_scope()
    {
        using MultimodalDataset data = Numbered(5);
        MultimodalBatch batch;
        using (NewDisposeScope())
        {
            batch = data.ToBatch(["Keywords", "Image"], [3, 1], CPU);
            Assert.Equal([[2L, 1L, 3L], [2L, 2L]], batch.Inputs.Select(input => input.shape));
            Assert.Equal([3f, 3f, 1f, 1f], batch.Inputs[1].data<float>().ToArray());
            Assert.Equal([1L, 1L], batch.Labels!.data<long>().ToArray());
        }

        Assert.All([.. batch.Inputs, batch.Labels!], t => Assert.True(t.IsInvalid));
        Assert.Throws<DatasetException>(() => data.ToBatch(["Sound"], [0]));
        Assert.Throws<DatasetException>(() => data.ToBatch(["Image"], [-1]));
    }

    [Fact]
    public void Making_and_disposing_datasets_leaves_no_tensors()
    {
        // Other tests make tensors at the same time, but on other threads.
        long before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        using (MultimodalDataset data = Numbered(40))
        using (DataSplits splits = data.Split(0))
        using (DataSplits standardised = splits.Standardise())
        using (MultimodalDataset subset = standardised.Train.Subset([0, 1]))
        {
            MultimodalBatch batch = subset.ToBatch(["Image"], [1]);
            batch.Inputs[0].Dispose();
            batch.Labels!.Dispose();
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    /// <summary>Every value of a row is the row's number; the label tells odd from even.</summary>
    internal static MultimodalDataset Numbered(int count)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor rows = arange(count, float32);
        return new MultimodalDataset(
            [new("Image", rows.unsqueeze(1).expand(count, 2).clone()), new("Keywords", rows.reshape(count, 1, 1).expand(count, 1, 3).clone())],
            arange(count, int64).remainder(2));
    }
}
