using I2MoE.Dsl.Distributed;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Randomness;

/// <summary>The random numbers of some rows of a batch are those that torch draws for the whole batch, bit for bit, though the others are passed by.</summary>
public sealed class NormalPartTests
{
    // 624 words make a round: parts that begin and end within one, at its edge, and many rounds later; and rows that torch does not draw together.
    [Theory]
    [InlineData(1, 2, 2, 16)]
    [InlineData(3, 7, 2, 16)]
    [InlineData(3, 7, 3, 48)]
    [InlineData(2, 13, 13, 624)]
    [InlineData(4, 9, 4, 4096)]
    [InlineData(3, 5, 2, 1248)]
    [InlineData(2, 6, 3, 5)]
    [InlineData(2, 6, 3, 24)]
    public void A_part_is_that_of_the_whole(int experts, int total, int ranks, int perRow)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        long[] inner = perRow % 2 == 0 ? [2, perRow / 2] : [perRow];
        foreach (IProcessGroup group in ThreadGroup.Of(ranks))
        {
            var share = new BatchShare(group, total);
            torch.Tensor whole = new StepRandom(5, 3, 2).MaskingNoise(1, [experts, total, .. inner], torch.CPU);
            torch.Tensor part = new StepRandom(5, 3, 2) { Share = share }.MaskingNoise(1, [experts, share.Rows, .. inner], torch.CPU);
            Assert.Equal(share.Part(whole, 1).contiguous().bytes.ToArray(), part.contiguous().bytes.ToArray());
        }
    }

    [Fact]
    public void A_generator_that_is_moved_goes_on_as_one_that_has_drawn()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        foreach (long count in (long[])[0, 16, 608, 624, 640, 1248, 99_984, 1_000_000])
        {
            using torch.Generator drawn = new(7);
            using torch.Generator moved = new(7);
            if (count > 0)
            {
                torch.rand(count, generator: drawn);
            }

            MersenneState.Of(moved)!.MoveTo(moved, count);
            Assert.Equal(torch.rand(2000, generator: drawn).bytes.ToArray(), torch.rand(2000, generator: moved).bytes.ToArray());
        }
    }

    [Fact]
    public void A_generator_that_has_drawn_has_no_beginning_to_move_from()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using torch.Generator generator = new(7);
        torch.rand(1, generator: generator);
        Assert.Null(MersenneState.Of(generator));
    }
}
