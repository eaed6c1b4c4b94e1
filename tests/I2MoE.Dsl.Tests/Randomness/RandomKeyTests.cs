using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Randomness;

public sealed class RandomKeyTests
{
    [Fact]
    public void Seeds_purposes_and_parts_have_streams_of_their_own()
    {
        RandomKey[] keys =
        [
            RandomKey.Of(0, RandomPurpose.Masking),
            RandomKey.Of(0, RandomPurpose.Masking).Derive(0),
            RandomKey.Of(0, RandomPurpose.Masking).Derive(1),
            RandomKey.Of(0, RandomPurpose.Masking).Derive(0).Derive(1),
            RandomKey.Of(0, RandomPurpose.Masking).Derive(1).Derive(0),
            RandomKey.Of(1, RandomPurpose.Masking).Derive(0),
            RandomKey.Of(-1, RandomPurpose.Masking).Derive(0),
            RandomKey.Of(0, RandomPurpose.Shuffling).Derive(0),
        ];
        Assert.Distinct(keys.Select(key => key.CreateSequence().Next()));
        Assert.Equal(keys[4].CreateSequence().Next(), RandomKey.Of(0, RandomPurpose.Masking).Derive(1).Derive(0).CreateSequence().Next());
    }

    [Theory]
    [InlineData(0.5, 1000)]
    [InlineData(0.5, 64)]
    [InlineData(0.1, 1001)]
    [InlineData(0.9, 1000)]
    public void A_dropout_mask_drops_its_share_and_keeps_the_mean(double probability, int size)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor ones = torch.ones(100, size);
        torch.Tensor dropped = DropoutSource.From(RandomKey.Of(5, RandomPurpose.ExpertDropout)).Apply(ones, probability);
        float[] values = dropped.data<float>().ToArray();

        Assert.Equal(2, values.Distinct().Count());
        Assert.Equal((float)(1 / (1 - probability)), values.Max());

        // Five standard deviations of the share either way.
        double deviation = Math.Sqrt(probability * (1 - probability) / values.Length);
        Assert.InRange(values.Count(value => value == 0) / (double)values.Length, probability - (5 * deviation), probability + (5 * deviation));
    }

    [Fact]
    public void Each_application_of_dropout_has_a_mask_of_its_own_and_a_new_source_repeats_them()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        DropoutSource source = Source();
        torch.Tensor first = source.Apply(torch.ones(64), 0.5);
        torch.Tensor second = source.Apply(torch.ones(64), 0.5);
        Assert.False(first.equal(second).all().item<bool>());
        Assert.True(first.equal(Source().Apply(torch.ones(64), 0.5)).all().item<bool>());
    }

    [Fact]
    public void No_dropout_leaves_the_input_as_it_is()
    {
        using torch.Tensor ones = torch.ones(4);
        Assert.Same(ones, DropoutSource.None.Apply(ones, 0.5));
        Assert.Same(ones, Source().Apply(ones, 0));
    }

    private static DropoutSource Source() => new StepRandom(seed: 1, epoch: 2, step: 3).ExpertDropout(0);
}
