using TorchSharp;

namespace I2MoE.Dsl.Losses;

/// <summary>The losses of one training step, each a scalar with its gradient.</summary>
public class LossTerms
{
    /// <summary>The task loss.</summary>
    public required torch.Tensor Task { get; init; }

    /// <summary>The loss that is minimised.</summary>
    public virtual torch.Tensor Total => Task;

    /// <summary>The names of <see cref="Values"/>.</summary>
    public virtual IReadOnlyList<string> Names => ["Total"];

    /// <summary>All terms for reporting, without gradient, in the order of <see cref="Names"/>: a vector.</summary>
    public virtual torch.Tensor Values => Task.detach().reshape(1);
}
