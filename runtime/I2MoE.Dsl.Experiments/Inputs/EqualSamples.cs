using System.Runtime.InteropServices;
using System.Security.Cryptography;
using I2MoE.Dsl.Data;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Experiments.Inputs;

/// <summary>Samples whose values are equal in every modality: what a model has learned by heart, it need not understand.</summary>
/// <param name="Groups">The rows of equal samples, at least two each, in the order of the data.</param>
internal sealed record EqualSamples(IReadOnlyList<IReadOnlyList<long>> Groups)
{
    /// <summary>Looks for them.</summary>
    public static EqualSamples Find(MultimodalDataset data)
    {
        UInt128[] sums = new UInt128[data.Count];
        byte[] hash = new byte[SHA256.HashSizeInBytes];
        foreach (string modality in data.Modalities)
        {
            data.ForEachBlock(modality, (start, block) =>
            {
                // Zero has a sign, which says nothing.
                Tensor values = block.is_floating_point() ? block.Plus(0.0).contiguous() : block.contiguous();
                int width = (int)(values.bytes.Length / values.shape[0]);
                for (int row = 0; row < values.shape[0]; row++)
                {
                    SHA256.HashData(values.bytes.Slice(row * width, width), hash);

                    // In the order of the modalities, so that two that were exchanged are not equal.
                    ref UInt128 sum = ref sums[start + row];
                    sum = UInt128.RotateLeft(sum, 1) ^ MemoryMarshal.Read<UInt128>(hash);
                }
            });
        }

        return new EqualSamples(
        [
            .. Enumerable.Range(0, data.Count).GroupBy(row => sums[row]).Where(group => group.Skip(1).Any())
                .Select(group => (IReadOnlyList<long>)[.. group.Select(row => (long)row)]),
        ]);
    }

    /// <summary>The number of samples of which another part has an equal one, for every two parts.</summary>
    public IReadOnlyList<(DataPart First, DataPart Second, int Samples, IReadOnlyList<long> Example)> Across(ExperimentSplits splits)
    {
        Dictionary<long, DataPart> parts = [];
        foreach (DataPart part in (DataPart[])[DataPart.Train, DataPart.Validation, DataPart.Test])
        {
            foreach (long row in splits.Of(part))
            {
                parts[row] = part;
            }
        }

        List<(DataPart First, DataPart Second, int Samples, IReadOnlyList<long> Example)> found = [];
        foreach ((DataPart first, DataPart second) in new[] { (DataPart.Train, DataPart.Validation), (DataPart.Train, DataPart.Test), (DataPart.Validation, DataPart.Test) })
        {
            IReadOnlyList<long>[] groups = [.. Groups.Where(group => group.Any(row => Is(row, first)) && group.Any(row => Is(row, second)))];
            if (groups.Length > 0)
            {
                found.Add((first, second, groups.Sum(group => group.Count(row => Is(row, second))), [groups[0].First(row => Is(row, first)), groups[0].First(row => Is(row, second))]));
            }
        }

        return found;

        bool Is(long row, DataPart part) => parts.TryGetValue(row, out DataPart own) && own == part;
    }
}
