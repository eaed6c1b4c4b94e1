using TorchSharp;

namespace I2MoE.Dsl.Losses;

/// <summary>Averages over what was run: of samples that lack modalities, the passes that mask one that they have.</summary>
internal static class PresentMean
{
    /// <summary>The mean of the numbers that count, a scalar; 0, with a gradient of 0, where none does.</summary>
    /// <param name="numbers">The numbers, of any shape; all of them finite.</param>
    /// <param name="counts">Which of them count, boolean, of a shape that can be expanded to theirs; null for all.</param>
    public static torch.Tensor Of(torch.Tensor numbers, torch.Tensor? counts) => counts is null
        ? numbers.mean()
        : numbers.where(counts, torch.zeros_like(numbers)).sum() / counts.expand_as(numbers).sum().clamp_min(TorchNumber.Of(1)).to_type(numbers.dtype);
}
