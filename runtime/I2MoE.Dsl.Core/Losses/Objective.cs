using System.ComponentModel;
using TorchSharp;

namespace I2MoE.Dsl.Losses;

/// <summary>The losses of a task: the task loss, and the interaction loss of each kind of expert (paper, section 3.4 and appendix C).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class Objective : torch.nn.Module
{
    /// <summary>Creates the objective.</summary>
    /// <param name="name">The name of the module.</param>
    protected Objective(string name)
        : base(name)
    {
    }

    /// <summary>How evidence about the labels is measured, for the objective <c>Evidence</c>.</summary>
    public abstract EvidenceMeasure Evidence { get; }

    /// <summary>What training changes of the plain task loss.</summary>
    internal TaskLossShape Shape { get; private set; }

    /// <summary>The task loss, a scalar.</summary>
    /// <param name="prediction">The prediction, [B, O].</param>
    /// <param name="labels">The labels: classes int64 [B], labels float32 [B, L] or targets float32 [B].</param>
    public abstract torch.Tensor TaskLoss(torch.Tensor prediction, torch.Tensor labels);

    /// <summary>The interaction loss of a uniqueness expert, a scalar: losing its own modality matters, losing another does not.</summary>
    /// <param name="full">The output of the full pass, [B, O].</param>
    /// <param name="without">The output of the pass without the expert's own modality, [B, O].</param>
    /// <param name="withoutOther">The outputs of the passes without one of the other modalities, [B, O] each.</param>
    public abstract torch.Tensor Uniqueness(torch.Tensor full, torch.Tensor without, torch.Tensor[] withoutOther);

    /// <summary>The interaction loss of the synergy expert, a scalar: losing any modality matters.</summary>
    /// <param name="full">The output of the full pass, [B, O].</param>
    /// <param name="masked">The outputs of the masked passes, [B, O] each.</param>
    public abstract torch.Tensor Synergy(torch.Tensor full, torch.Tensor[] masked);

    /// <summary>The interaction loss of the redundancy expert, a scalar: losing no modality matters.</summary>
    /// <param name="full">The output of the full pass, [B, O].</param>
    /// <param name="masked">The outputs of the masked passes, [B, O] each.</param>
    public abstract torch.Tensor Redundancy(torch.Tensor full, torch.Tensor[] masked);

    /// <summary>The loss of <see cref="Uniqueness"/> of every sample in every pass that masks another modality, [passes, B].</summary>
    internal abstract torch.Tensor EachUniqueness(torch.Tensor full, torch.Tensor without, torch.Tensor[] withoutOther);

    /// <summary>The loss of <see cref="Synergy"/> of every sample in every masked pass, [passes, B].</summary>
    internal abstract torch.Tensor EachSynergy(torch.Tensor full, torch.Tensor[] masked);

    /// <summary>The loss of <see cref="Redundancy"/> of every sample in every masked pass, [passes, B].</summary>
    internal abstract torch.Tensor EachRedundancy(torch.Tensor full, torch.Tensor[] masked);

    /// <summary>Prepares a training: takes the shape of the task loss, and what follows from the labels of the training part.</summary>
    /// <param name="labels">The labels, [N] or [N, L].</param>
    /// <param name="shape">The shape of the task loss.</param>
    internal virtual void Prepare(torch.Tensor labels, TaskLossShape shape) => Shape = shape;
}
