using I2MoE.Dsl.Bank;
using TorchSharp;

namespace I2MoE.Dsl.Fusion;

/// <summary>
/// The shares of the last run in one tensor that lives as long as the fusion. A run overwrites it on the device; only reading it waits for
/// the device.
/// </summary>
internal sealed class RoutingRecord : torch.nn.Module
{
    private const string Shares = "shares";

    public RoutingRecord(int experts, int layers, int routedExperts)
        : base(nameof(RoutingRecord)) =>
        register_buffer(Shares, torch.zeros(experts, layers, routedExperts + 1).DetachFromDisposeScope(), persistent: false);

    /// <summary>Keeps the shares of the experts that a view shows, [E', layers, R + 1].</summary>
    public void Write(torch.Tensor shares, ExpertView view)
    {
        using IDisposable noGradients = torch.no_grad();
        torch.Tensor record = get_buffer(Shares)!;
        torch.Tensor target = view.IsSingle ? record.narrow(0, view.Expert, 1) : record;
        target.copy_(shares);
    }

    /// <summary>The shares on the CPU.</summary>
    public RoutingStatistics Read()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor record = get_buffer(Shares)!.cpu();
        float[] values = record.data<float>().ToArray();
        var shares = new float[record.shape[0], record.shape[1], record.shape[2]];
        Buffer.BlockCopy(values, 0, shares, 0, values.Length * sizeof(float));
        return new RoutingStatistics(shares);
    }

    // Torch disposes persistent buffers only.
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            get_buffer(Shares)?.Dispose();
        }

        base.Dispose(disposing);
    }
}
