using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Randomness;

public sealed class DropoutStreamTests
{
    [Theory]
    [InlineData(0.5, 0, 300)]
    [InlineData(0.5, 77, 100)]
    [InlineData(0.3, 0, 300)]
    [InlineData(0.3, 77, 100)]
    public unsafe void Bits_from_any_place_are_those_of_the_whole_mask(double probability, int first, int count)
    {
        RandomKey key = RandomKey.Of(4, RandomPurpose.ExpertDropout);
        using torch.Tensor mask = torch.empty(500);
        DropoutMask.Fill(mask, probability, key);
        float[] expected = mask.data<float>().ToArray();

        var stream = new DropoutStream(key, probability);
        ulong* bits = stackalloc ulong[DropoutStream.WordsFor(count)];
        int place = stream.Bits(first, count, bits);
        for (int i = 0; i < count - 16; i++)
        {
            uint sixteen = DropoutStream.Sixteen(bits, place + i);
            float value = (sixteen & 1) * stream.Scale;
            Assert.Equal(expected[first + i], value);
            Assert.Equal(expected[first + i + 15], ((sixteen >> 15) & 1) * stream.Scale);
        }
    }

    [Fact]
    public unsafe void Nothing_is_dropped_where_dropout_is_off()
    {
        ulong* bits = stackalloc ulong[DropoutStream.WordsFor(64)];
        DropoutStream stream = DropoutSource.None.Next(0.5, perSample: 1);
        Assert.False(stream.IsActive);
        Assert.Equal(0xFFFFu, DropoutStream.Sixteen(bits, stream.Bits(32, 64, bits) + 9));
    }

    // By the definition: at 0.5 a bit an element, otherwise half a word an element, compared with the probability.
    [Theory]
    [InlineData(0.5, 20_003)]
    [InlineData(0.3, 20_003)]
    [InlineData(0.9, 7)]
    public void A_stored_mask_is_made_of_the_words_of_its_key(double probability, int count)
    {
        var key = RandomKey.Of(3, RandomPurpose.Masking);
        using torch.Tensor mask = torch.empty(count);
        DropoutMask.Fill(mask, probability, key);
        SplitMix64 sequence = key.CreateSequence();
        ulong[] words = [.. Enumerable.Range(0, (count / 2) + 1).Select(place => sequence.At(place))];
        uint threshold = (uint)Math.Round(probability * uint.MaxValue);
        float kept = (float)(1 / (1 - probability));
        IEnumerable<float> expected = Enumerable.Range(0, count).Select(i => probability == 0.5
            ? ((words[i / 64] >> (i % 64)) & 1) * 2f
            : (uint)(words[i / 2] >> (32 * (i % 2))) < threshold ? 0 : kept);
        Assert.Equal(expected, mask.data<float>().ToArray());
    }
}
