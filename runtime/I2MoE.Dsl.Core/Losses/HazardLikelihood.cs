using TorchSharp;
using static TorchSharp.torch.nn;

namespace I2MoE.Dsl.Losses;

/// <summary>How likely times to an event are by the log odds of the event in each interval (Gensheimer and Narasimhan 2019; Kvamme and Borgan 2021).</summary>
internal static class HazardLikelihood
{
    /// <summary>-ln of the likelihood of each sample: it got through every interval before its last, and there had the event or left.</summary>
    /// <param name="outputs">The log odds, [..., B, K].</param>
    /// <param name="labels">The interval in which each sample is last known of and whether the event happened in it, [B, 2].</param>
    /// <returns>[..., B], at least 0.</returns>
    public static torch.Tensor Minus(torch.Tensor outputs, torch.Tensor labels)
    {
        (torch.Tensor outlived, torch.Tensor ended) = Split(outputs.shape[^1], labels);
        torch.Tensor without = functional.logsigmoid(-outputs) * outlived.to_type(outputs.dtype);
        return -without.Plus(functional.logsigmoid(outputs) * ended.to_type(outputs.dtype)).sum(dim: -1);
    }

    /// <summary>Which intervals each sample has got through, and in which it had the event, [B, K] of true and false.</summary>
    public static (torch.Tensor Outlived, torch.Tensor Ended) Split(long intervals, torch.Tensor labels)
    {
        torch.Tensor steps = TensorSum.Range(intervals, labels.dtype, labels.device);
        torch.Tensor place = labels.select(1, 0).unsqueeze(1);
        torch.Tensor happened = labels.select(1, 1).unsqueeze(1).gt(TorchNumber.Of(0));
        return (place.gt(steps), place.eq(steps).logical_and(happened));
    }
}
