using System.ComponentModel;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace I2MoE.Dsl.Losses;

/// <summary>
/// The losses of classes in order, all on logits of the classes: the task asks of every class but the last whether the truth is above it, as CORAL does (Cao,
/// Mirjalili and Raschka 2020). That probability is the sum of those of the classes above, so that it can only fall from class to class.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OrdinalObjective : LogitObjective
{
    private const string Places = "places";

    /// <summary>Creates the objective.</summary>
    /// <param name="options">The number of classes.</param>
    public OrdinalObjective(OrdinalOptions options)
        : base(nameof(OrdinalObjective))
    {
        ArgumentNullException.ThrowIfNull(options);
        long[] places = [.. Enumerable.Range(0, options.Classes - 1).Select(place => (long)place)];
        register_buffer(Places, torch.tensor(places).DetachFromDisposeScope(), persistent: false);
    }

    /// <inheritdoc/>
    public override EvidenceMeasure Evidence { get; } = new ClassEvidence(static () => null);

    /// <summary>The mean over samples, and over all classes but the last, of the binary cross-entropy of being above it.</summary>
    /// <param name="prediction">The logits, [B, C].</param>
    /// <param name="labels">The classes, int64 [B].</param>
    public override torch.Tensor TaskLoss(torch.Tensor prediction, torch.Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(labels);
        long steps = prediction.shape[^1] - 1;
        torch.Tensor logProbabilities = functional.log_softmax(prediction, dim: -1);
        torch.Tensor notAbove = logProbabilities.logcumsumexp(1).narrow(1, 0, steps);
        torch.Tensor above = logProbabilities.flip(1).logcumsumexp(1).flip(1).narrow(1, 1, steps);
        torch.Tensor isAbove = labels.unsqueeze(1).gt(get_buffer(Places)!);
        return -torch.where(isAbove, above, notAbove).mean();
    }
}
