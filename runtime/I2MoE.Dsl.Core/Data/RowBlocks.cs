using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>Goes through the rows of large tensors block by block, so that what is computed from them needs memory for one block only.</summary>
internal static class RowBlocks
{
    // 4 MB in single precision.
    private const long MaximumValues = 1 << 20;

    /// <summary>The first row and the number of rows of each block.</summary>
    /// <param name="rows">The number of rows N.</param>
    /// <param name="values">The number of values of a row.</param>
    public static IEnumerable<(long Start, long Count)> Of(long rows, long values)
    {
        long step = Math.Max(1, MaximumValues / Math.Max(1, values));
        for (long start = 0; start < rows; start += step)
        {
            yield return (start, Math.Min(step, rows - start));
        }
    }

    /// <summary>
    /// Whether the sum of every block is finite, and so every value; a sum needs no tensor of the size of a block. False says little: it may have overflowed.
    /// </summary>
    /// <param name="values">The tensor [N, …].</param>
    public static bool HaveFiniteSums(Tensor values)
    {
        long rows = values.shape[0];
        foreach ((long start, long count) in Of(rows, values.NumberOfElements / Math.Max(1, rows)))
        {
            using DisposeScope scope = NewDisposeScope();
            if (!float.IsFinite(values.narrow(0, start, count).sum().item<float>()))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The first row for which something is so; null where there is none.</summary>
    /// <param name="values">The tensor [N, …].</param>
    /// <param name="is">Says of each value of a block [n, …] whether it is so, as Booleans.</param>
    public static long? First(Tensor values, Func<Tensor, Tensor> @is)
    {
        long rows = values.shape[0];
        foreach ((long start, long count) in Of(rows, values.NumberOfElements / Math.Max(1, rows)))
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor found = @is(values.narrow(0, start, count)).reshape(count, -1).any(1);
            if (found.any().item<bool>())
            {
                return start + found.to(ScalarType.Int32).argmax().item<long>();
            }
        }

        return null;
    }
}
