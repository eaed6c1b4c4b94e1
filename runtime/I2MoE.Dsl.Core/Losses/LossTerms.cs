using System.ComponentModel;
using TorchSharp;

namespace I2MoE.Dsl.Losses;

/// <summary>The losses of one training step, each a scalar with its gradient.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public class LossTerms
{
    private torch.Tensor? _total;

    /// <summary>Creates the losses.</summary>
    /// <param name="task">The task loss.</param>
    public LossTerms(torch.Tensor task)
    {
        ArgumentNullException.ThrowIfNull(task);
        Task = task;
    }

    /// <summary>The task loss.</summary>
    public torch.Tensor Task { get; }

    /// <summary>The load-balancing loss of a sparse fusion; null for a dense one.</summary>
    public torch.Tensor? Gate { get; init; }

    /// <summary>The weight of <see cref="Gate"/> in the total.</summary>
    public double GateLossWeight { get; init; }

    /// <summary>The loss that is minimised.</summary>
    public torch.Tensor Total => _total ??= Gate is null ? Ungated : Ungated.Plus(Gate * TorchNumber.Of(GateLossWeight));

    /// <summary>The names of <see cref="Values"/>.</summary>
    public IReadOnlyList<string> Names => ["Total", .. TermNames, .. (string[])(Gate is null ? [] : ["Gate"])];

    /// <summary>All terms for reporting, without gradient, in the order of <see cref="Names"/>: a vector.</summary>
    public torch.Tensor Values => torch.stack([Total, .. Terms, .. (torch.Tensor[])(Gate is null ? [] : [Gate])]).detach();

    /// <summary>The total without the gate loss.</summary>
    protected virtual torch.Tensor Ungated => Task;

    /// <summary>The terms of the total besides the gate loss.</summary>
    protected virtual IReadOnlyList<torch.Tensor> Terms => [Task];

    /// <summary>The names of <see cref="Terms"/>.</summary>
    protected virtual IReadOnlyList<string> TermNames => ["Task"];
}
