using System.ComponentModel;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace I2MoE.Dsl.Losses;

/// <summary>Evidence about a number; outputs are values, [B, 1]. Losses and distances are smooth L1 (beta 1), in the units of the task loss.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TargetEvidence : EvidenceMeasure
{
    /// <summary>The mean of the targets of the batch.</summary>
    /// <inheritdoc/>
    public override torch.Tensor Prior(torch.Tensor labels, torch.Tensor like)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(like);
        return labels.to_type(like.dtype).mean().unsqueeze(0);
    }

    /// <inheritdoc/>
    public override torch.Tensor Loss(torch.Tensor outputs, torch.Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return Distance(labels.unsqueeze(-1), outputs);
    }

    /// <inheritdoc/>
    public override torch.Tensor Distance(torch.Tensor target, torch.Tensor output)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(output);
        return functional.smooth_l1_loss(output, target.to_type(output.dtype).expand_as(output), reduction: Reduction.None).squeeze(-1);
    }

    /// <inheritdoc/>
    public override torch.Tensor Common(torch.Tensor outputs, torch.Tensor prior) => prior.Plus(CommonChange(outputs - prior));
}
