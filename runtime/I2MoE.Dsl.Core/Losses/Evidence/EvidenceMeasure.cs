using System.ComponentModel;
using TorchSharp;

namespace I2MoE.Dsl.Losses;

/// <summary>
/// What an output says about the label, as far as the objective <c>Evidence</c> needs to know: how well it predicts, how far it is from
/// another, and what several outputs have in common. One for each kind of task.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class EvidenceMeasure
{
    /// <summary>The measure of a task without class weights.</summary>
    /// <param name="task">The task.</param>
    public static EvidenceMeasure Of(TaskKind task) => task switch
    {
        TaskKind.MultiLabel => new LabelEvidence(),
        TaskKind.Regression => new TargetEvidence(),
        TaskKind.Count => new CountEvidence(),
        TaskKind.Survival => new SurvivalEvidence(),
        _ => new ClassEvidence(static () => null),
    };

    /// <summary>The output of who has seen nothing: what the labels of the batch alone suggest.</summary>
    /// <param name="labels">The labels of the batch.</param>
    /// <param name="like">An output, [B, O]; the prior has its type and its device.</param>
    /// <returns>[O].</returns>
    public abstract torch.Tensor Prior(torch.Tensor labels, torch.Tensor like);

    /// <summary>How badly outputs predict the labels, a sample: the task loss without its mean.</summary>
    /// <param name="outputs">The outputs, [K, B, O].</param>
    /// <param name="labels">The labels of the batch.</param>
    /// <returns>[K, B]; 0 is the best.</returns>
    public abstract torch.Tensor Loss(torch.Tensor outputs, torch.Tensor labels);

    /// <summary>How far an output is from a target, a sample: for probabilities KL(target || output).</summary>
    /// <param name="target">The target, [B, O] or [O].</param>
    /// <param name="output">The output, [B, O] or [K, B, O].</param>
    /// <returns>[B] or [K, B], at least 0.</returns>
    public abstract torch.Tensor Distance(torch.Tensor target, torch.Tensor output);

    /// <summary>
    /// The output that says only what all given outputs say: of what they add to the prior, the least where they agree in sign, and nothing
    /// where they do not (the common change of surprisal).
    /// </summary>
    /// <param name="outputs">The outputs, [K, B, O].</param>
    /// <param name="prior">The output of who has seen nothing, [O].</param>
    /// <returns>[B, O].</returns>
    public abstract torch.Tensor Common(torch.Tensor outputs, torch.Tensor prior);

    /// <summary>Of numbers along the first dimension, the one nearest to 0 where all have one sign, and 0 where they do not.</summary>
    /// <param name="changes">[K, …].</param>
    /// <returns>[…].</returns>
    protected static torch.Tensor CommonChange(torch.Tensor changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return changes.amin([0]).clamp_min(TorchNumber.Of(0)).Plus(changes.amax([0]).clamp_max(TorchNumber.Of(0)));
    }
}
