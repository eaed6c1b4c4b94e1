using System.IO.Hashing;
using I2MoE.Dsl.Data;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Experiments.Inputs;

/// <summary>A number for every sample that is equal where all its values are.</summary>
internal static class SampleDigests
{
    /// <summary>The numbers, one a sample in the order of the data.</summary>
    public static UInt128[] Of(MultimodalDataset data)
    {
        UInt128[] digests = new UInt128[data.Count];
        foreach (string modality in data.Modalities)
        {
            data.ForEachBlock(modality, (start, block) =>
            {
                // Zero has a sign, which says nothing.
                Tensor values = block.is_floating_point() ? block.Plus(0.0).contiguous() : block.contiguous();
                int width = (int)(values.bytes.Length / values.shape[0]);
                for (int row = 0; row < values.shape[0]; row++)
                {
                    // In the order of the modalities, so that two that were exchanged are not equal.
                    ref UInt128 digest = ref digests[start + row];
                    digest = UInt128.RotateLeft(digest, 1) ^ XxHash128.HashToUInt128(values.bytes.Slice(row * width, width));
                }
            });
        }

        return digests;
    }
}
