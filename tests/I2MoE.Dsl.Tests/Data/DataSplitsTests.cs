using I2MoE.Dsl.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Tests.Data;

public class DataSplitsTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_sample_is_in_one_part(bool stratify)
    {
        using MultimodalDataset data = MultimodalDatasetTests.Numbered(101);
        using DataSplits splits = data.Split(4, stratify: stratify);

        // 70.7 and 15.15 are rounded to 71 and 15.
        Assert.Equal([71, 15, 15], new[] { splits.Train, splits.Validation, splits.Test }.Select(part => part.Count));
        Assert.Equal(Enumerable.Range(0, 101), Rows(splits.Train).Concat(Rows(splits.Validation)).Concat(Rows(splits.Test)).Order());
        Assert.Null(splits.Standardiser);
    }

    [Fact]
    public void The_split_depends_on_the_seed_alone()
    {
        using MultimodalDataset data = MultimodalDatasetTests.Numbered(30);
        using DataSplits first = data.Split(1);
        using DataSplits again = data.Split(1);
        using DataSplits other = data.Split(2);
        Assert.Equal(Rows(first.Train), Rows(again.Train));
        Assert.Equal(Rows(first.Test), Rows(again.Test));
        Assert.NotEqual(Rows(first.Train), Rows(other.Train));

        // Pinned, because a result must be repeatable with a later version and on another machine.
        Assert.Equal([12, 13, 23, 24], Rows(first.Test));
    }

    [Fact]
    public void Stratified_parts_have_the_classes_in_equal_shares()
    {
        // 60, 30 and 10 samples of the classes 0, 1 and 2.
        using DisposeScope scope = NewDisposeScope();
        long[] labels = [.. Enumerable.Range(0, 100).Select(i => i % 10 < 6 ? 0L : i % 10 < 9 ? 1L : 2L)];
        using MultimodalDataset data = new([new("A", zeros(100, 1))], tensor(labels));
        for (int seed = 0; seed < 5; seed++)
        {
            using DataSplits splits = data.Split(seed, train: 0.7, validation: 0.2);
            Assert.Equal([42, 21, 7], Counts(splits.Train));
            Assert.Equal([12, 6, 2], Counts(splits.Validation));
            Assert.Equal([6, 3, 1], Counts(splits.Test));
        }

        using DataSplits random = data.Split(0, train: 0.7, validation: 0.2, stratify: false);
        Assert.NotEqual([42, 21, 7], Counts(random.Train));
    }

    [Theory]
    [InlineData(0.8, 0.2, "do not fit")]
    [InlineData(0.0, 0.2, "do not fit")]
    [InlineData(0.5, -0.1, "do not fit")]
    [InlineData(double.NaN, 0.1, "do not fit")]
    [InlineData(0.7, 0.01, "10 samples with train = 0.7 and validation = 0.01 give parts of 7, 0 and 3 samples")]
    [InlineData(0.9, 0.09, "give parts of 9, 1 and 0 samples")]
    public void Shares_that_do_not_fit_are_refused(double train, double validation, string message)
    {
        using MultimodalDataset data = MultimodalDatasetTests.Numbered(10);
        Assert.Contains(message, Assert.Throws<DatasetException>(() => data.Split(0, train, validation)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Targets_and_several_labels_are_shuffled_and_cannot_be_stratified()
    {
        using DisposeScope scope = NewDisposeScope();
        foreach ((Tensor labels, string found) in new[] { (arange(40, float32), "targets"), (zeros(40, 3), "several labels a sample") })
        {
            using MultimodalDataset data = new([new("Image", arange(40, float32).unsqueeze(1))], labels);
            Assert.Equal(
                $"Only classes can be stratified, and this dataset has {found}; leave stratify out, or pass stratify: false.",
                Assert.Throws<DatasetException>(() => data.Split(0, stratify: true)).Message);
            using DataSplits splits = data.Split(0);
            Assert.Equal(28, splits.Train.Count);
            Assert.NotEqual(Enumerable.Range(34, 6), Rows(splits.Test));
            using DataSplits plain = data.Split(0, stratify: false);
            Assert.Equal(Rows(plain.Test), Rows(splits.Test));
        }
    }

    [Fact]
    public void Standardising_is_fitted_on_the_training_part()
    {
        using MultimodalDataset data = MultimodalDatasetTests.Numbered(40);
        using DataSplits splits = data.Split(0);
        using DataSplits standardised = splits.Standardise();

        double[] train = [.. Rows(splits.Train).Select(row => (double)row)];
        double mean = train.Average();
        double deviation = Math.Sqrt(train.Average(x => (x - mean) * (x - mean)));
        Assert.Equal(mean, standardised.Standardiser!.Mean["Image"][1], 9);
        Assert.Equal(deviation, standardised.Standardiser.Deviation["Keywords"][2], 9);
        Assert.Equal(0, standardised.Train["Image"].mean().item<float>(), 5);
        float raw = splits.Test["Keywords"][0, 0, 0].item<float>();
        Assert.Equal((raw - mean) / deviation, standardised.Test["Keywords"][0, 0, 0].item<float>(), 5);
        Assert.Equal(splits.Test["Keywords"].shape, standardised.Test["Keywords"].shape);
        Assert.Equal(splits.Test.Labels.data<long>().ToArray(), standardised.Test.Labels.data<long>().ToArray());
    }

    [Fact]
    public void Missing_values_become_the_mean_and_constant_features_are_only_shifted()
    {
        using DisposeScope scope = NewDisposeScope();
        float nan = float.NaN;
        // Columns: 1 and 3 with a gap; constant 0.1; never measured.
        using MultimodalDataset data = new([new("A", tensor([1f, 0.1f, nan, nan, 0.1f, nan, 3f, 0.1f, nan], [3, 3]))], zeros(3, int64));
        Standardiser standardiser = Standardiser.Fit(data);
        Assert.Equal([2, 0.1f, 0], standardiser.Mean["A"]);
        Assert.Equal([1, 1, 1], standardiser.Deviation["A"]);
        using MultimodalDataset fitted = standardiser.Apply(data);
        Assert.Equal([-1f, 0f, 0f, 0f, 0f, 0f, 1f, 0f, 0f], fitted["A"].data<float>().ToArray());

        using MultimodalDataset other = new([new("A", tensor([5f, 0.6f, 2f], [1, 3]))], zeros(1, int64));
        using MultimodalDataset applied = standardiser.Apply(other);
        Assert.Equal([3f, 0.5f, 2f], applied["A"].data<float>().ToArray());
    }

    [Fact]
    public void A_standardiser_refuses_other_features()
    {
        using DisposeScope scope = NewDisposeScope();
        using MultimodalDataset data = MultimodalDatasetTests.Numbered(4);
        Standardiser standardiser = Standardiser.Fit(data);
        using MultimodalDataset renamed = new([new("Imagse", zeros(2, 2))], zeros(2, int64));
        using MultimodalDataset wider = new([new("Image", zeros(2, 3))], zeros(2, int64));
        Assert.Contains("Did you mean 'Image'?", Assert.Throws<DatasetException>(() => standardiser.Apply(renamed)).Message, StringComparison.Ordinal);
        Assert.Contains("fitted on 2 features of the modality 'Image', which has 3", Assert.Throws<DatasetException>(() => standardiser.Apply(wider)).Message, StringComparison.Ordinal);
    }

    internal static int[] Rows(MultimodalDataset part) => [.. part["Image"].select(1, 0).data<float>().ToArray().Select(row => (int)row)];

    private static int[] Counts(MultimodalDataset part) => [.. part.Labels.data<long>().ToArray().CountBy(label => label).OrderBy(c => c.Key).Select(c => c.Value)];
}
