using I2MoE.Dsl.Distributed;
using TorchSharp;

namespace I2MoE.Dsl.Randomness;

/// <summary>The rows of one rank of normal numbers that are drawn for a whole batch: the same numbers as if all were drawn.</summary>
internal static class NormalPart
{
    // Torch makes as many numbers at once, of as many words.
    private const int Together = 16;

    /// <summary>Draws them.</summary>
    /// <param name="generator">The generator, of which nothing was drawn.</param>
    /// <param name="shape">The shape of the part, [E, rows, …].</param>
    /// <param name="device">The device of the generator.</param>
    /// <param name="share">The rows.</param>
    public static torch.Tensor Draw(torch.Generator generator, long[] shape, torch.Device device, BatchShare share)
    {
        long perRow = shape[2..].Aggregate(1L, (product, length) => product * length);
        if (device.type != DeviceType.CPU || perRow % Together != 0 || MersenneState.Of(generator) is not { } state)
        {
            return share.Part(torch.randn([shape[0], share.Total, .. shape[2..]], dtype: torch.float32, device: device, generator: generator), 1);
        }

        torch.Tensor part = torch.empty(shape, dtype: torch.float32);
        for (int expert = 0; expert < shape[0]; expert++)
        {
            state.MoveTo(generator, ((expert * share.Total) + share.First) * perRow);
            using torch.Tensor own = part[expert];
            own.normal_(0, 1, generator);
        }

        return part;
    }
}
