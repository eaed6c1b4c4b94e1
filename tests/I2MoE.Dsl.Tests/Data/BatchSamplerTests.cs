using I2MoE.Dsl.Data;

namespace I2MoE.Dsl.Tests.Data;

public class BatchSamplerTests
{
    [Fact]
    public void An_epoch_visits_every_sample_once_and_keeps_the_last_batch()
    {
        BatchSampler sampler = new(10, 4, seed: 3);
        IReadOnlyList<long[]> batches = sampler.Epoch(0);
        Assert.Equal([4, 4, 2], batches.Select(batch => batch.Length));
        Assert.Equal(3, sampler.BatchCount);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (long)i), batches.SelectMany(batch => batch).Order());
    }

    [Fact]
    public void The_order_depends_on_seed_and_epoch_alone()
    {
        long[] order = Order(new BatchSampler(20, 4, seed: 3), 5);
        BatchSampler used = new(20, 7, seed: 3);
        used.Epoch(0);
        Assert.Equal(order, Order(used, 5));
        Assert.NotEqual(order, Order(used, 6));
        Assert.NotEqual(order, Order(new BatchSampler(20, 4, seed: 4), 5));
    }

    [Fact]
    public void Without_shuffling_the_order_is_that_of_the_data() =>
        Assert.Equal([[0L, 1L], [2L]], new BatchSampler(3, 2, seed: 9, shuffle: false).Epoch(8));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void Sizes_below_one_are_refused(int count, int batchSize) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchSampler(count, batchSize, seed: 0));

    private static long[] Order(BatchSampler sampler, int epoch) => [.. sampler.Epoch(epoch).SelectMany(batch => batch)];
}
