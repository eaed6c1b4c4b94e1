using System.Runtime.InteropServices;
using TorchSharp;

namespace I2MoE.Dsl.Distributed;

/// <summary>
/// The rows of a batch that one of several ranks computes: a run of them, as long as those of the others but for one. Losses are computed of the outputs of
/// all rows, on every rank; the gradient of a rank flows through its own rows, so that the sum over the ranks is the gradient of the batch, whatever the loss.
/// </summary>
internal sealed class BatchShare
{
    private readonly IProcessGroup _group;
    private readonly long[] _rows;

    /// <summary>The share of this rank.</summary>
    /// <param name="group">The ranks.</param>
    /// <param name="total">The rows of the batch, at least one a rank.</param>
    public BatchShare(IProcessGroup group, long total)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(total, group.Size);
        _group = group;
        _rows = [.. Enumerable.Range(0, group.Size).Select(rank => FirstOf(group, rank + 1, total) - FirstOf(group, rank, total))];
        First = FirstOf(group, group.Rank, total);
        Total = total;
    }

    /// <summary>The place of the first row of this rank in the batch.</summary>
    public long First { get; }

    /// <summary>The rows of this rank.</summary>
    public long Rows => _rows[_group.Rank];

    /// <summary>The rows of the batch.</summary>
    public long Total { get; }

    /// <summary>The place of the first row of a rank; that of the rank behind the last is the number of rows.</summary>
    public static long FirstOf(IProcessGroup group, int rank, long total) => total * rank / group.Size;

    /// <summary>The whole of which every rank has the part of its rows. The gradient flows to the part of this rank.</summary>
    /// <param name="own">The part of this rank.</param>
    /// <param name="dimension">The dimension of the rows, of which each may have several places.</param>
    public torch.Tensor Gather(torch.Tensor own, int dimension)
    {
        long each = own.shape[dimension] / Rows;
        torch.Tensor whole = GatherValues(own.detach(), dimension, each);
        long first = First * each;
        long after = (First + Rows) * each;
        return torch.cat([whole.narrow(dimension, 0, first), own, whole.narrow(dimension, after, (Total * each) - after)], dimension);
    }

    /// <summary>The sum over the ranks, without a gradient; float32.</summary>
    /// <param name="own">What this rank has.</param>
    public torch.Tensor Sum(torch.Tensor own)
    {
        torch.Tensor sum = torch.empty(own.shape, torch.ScalarType.Float32);
        sum.copy_(own.detach());
        _group.Sum(MemoryMarshal.Cast<byte, float>(sum.bytes));
        return sum.to(own.device);
    }

    /// <summary>The rows of this rank of what was drawn for the whole batch.</summary>
    /// <param name="whole">The whole.</param>
    /// <param name="dimension">The dimension of the rows.</param>
    public torch.Tensor Part(torch.Tensor whole, int dimension) => whole.narrow(dimension, First, Rows);

    private torch.Tensor GatherValues(torch.Tensor own, int dimension, long each)
    {
        torch.Tensor rows = own.transpose(0, dimension).contiguous().cpu();
        torch.Tensor all = torch.empty([Total * each, .. rows.shape[1..]], own.dtype);
        long bytes = checked(rows.numel() * rows.ElementSize / Rows);
        _group.Gather(rows.bytes, all.bytes, [.. _rows.Select(count => checked((int)(count * bytes)))]);
        return all.to(own.device).transpose(0, dimension);
    }
}
