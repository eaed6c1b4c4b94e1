namespace I2MoE.Dsl.Specification.Tests;

public sealed class ConvolutionSizeTests
{
    [Theory]
    [InlineData(2, 3, 3, "block 1 (kernel 3, pool 3) leaves nothing of [2]. Give a smaller pool")]
    [InlineData(1, 2, 1, "block 1 (kernel 2, pool 1) leaves nothing of [1]. Give a smaller kernel")]
    [InlineData(3, 3, 3, "block 2 (kernel 3, pool 3) leaves nothing of [1]. Give a smaller pool, or ‹Channels› of at most 1 block")]
    [InlineData(9, 3, 3, null)]
    public void What_leaves_nothing_is_told_with_what_would_fit(int side, int kernelSize, int pool, string? problem) =>
        Assert.Equal(problem, ConvolutionSize.Follow([side], Declared.List(8, 8), kernelSize, pool).Problem);
}
