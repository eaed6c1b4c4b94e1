using TorchSharp;

namespace I2MoE.Dsl.Tests.Golden;

/// <summary>Compares tensors element by element, wherever they are.</summary>
internal static class Close
{
    public static void Absolute(torch.Tensor expected, torch.Tensor actual, double tolerance, string what) =>
        Check(expected.cpu(), actual.cpu(), torch.full_like(expected.cpu(), tolerance), what);

    /// <summary>Within a share of each expected value; values a hundred thousand times smaller than the greatest are rounding noise.</summary>
    public static void Relative(torch.Tensor expected, torch.Tensor actual, double tolerance, string what) =>
        Check(expected.cpu(), actual.cpu(), (expected.cpu().abs() * tolerance) + (expected.cpu().abs().max() * 1e-5), what);

    private static void Check(torch.Tensor expected, torch.Tensor actual, torch.Tensor allowed, string what)
    {
        Assert.True(expected.numel() == actual.numel(), $"{what}: expected [{string.Join(", ", expected.shape)}], got [{string.Join(", ", actual.shape)}].");
        torch.Tensor excess = (actual.detach().reshape(expected.shape) - expected).abs() - allowed;
        double worst = excess.max().item<float>();
        Assert.True(worst <= 0, $"{what}: off by {worst} more than allowed.");
    }
}
