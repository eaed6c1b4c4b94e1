using I2MoE.Dsl.Randomness;

namespace I2MoE.Dsl.Tests.Randomness;

public class SplitMix64Tests
{
    [Fact]
    public void The_numbers_are_those_of_the_published_generator()
    {
        // The widely published outputs of splitmix64.c for the seed 1234567.
        SplitMix64 random = new(1234567);
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        foreach (ulong value in expected)
        {
            Assert.Equal(value, random.Next());
        }
    }

    [Fact]
    public void Bounded_numbers_stay_in_range_and_are_evenly_spread()
    {
        SplitMix64 random = new(7);
        int[] counts = new int[6];
        for (int i = 0; i < 60_000; i++)
        {
            counts[random.NextInt(6)]++;
        }

        // The standard deviation of a count is 91; five of them either way.
        Assert.All(counts, count => Assert.InRange(count, 9_545, 10_455));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SplitMix64(7).NextInt(0));
    }

    [Fact]
    public void Fractions_lie_between_zero_and_one_and_average_one_half()
    {
        SplitMix64 random = new(3);
        double[] values = [.. Enumerable.Range(0, 10_000).Select(_ => random.NextDouble())];
        Assert.All(values, value => Assert.True(value is >= 0 and < 1));
        Assert.InRange(values.Average(), 0.485, 0.515);
    }

    [Fact]
    public void A_shuffle_keeps_every_item_and_can_make_every_order()
    {
        SplitMix64 random = new(11);
        Dictionary<string, int> orders = [];
        for (int i = 0; i < 6_000; i++)
        {
            char[] letters = ['a', 'b', 'c'];
            random.Shuffle<char>(letters);
            string order = new(letters);
            orders[order] = orders.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(["abc", "acb", "bac", "bca", "cab", "cba"], orders.Keys.Order(StringComparer.Ordinal));
        Assert.All(orders.Values, count => Assert.InRange(count, 850, 1_150));
    }
}
