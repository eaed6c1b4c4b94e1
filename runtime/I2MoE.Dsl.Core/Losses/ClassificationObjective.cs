using System.ComponentModel;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace I2MoE.Dsl.Losses;

/// <summary>The losses of multi-class classification, all on logits.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ClassificationObjective : LogitObjective
{
    /// <summary>Creates the objective.</summary>
    /// <param name="options">The classes and their weights.</param>
    public ClassificationObjective(ClassificationOptions options)
        : base(nameof(ClassificationObjective))
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.ClassWeights.Count > 0)
        {
            float[] weights = [.. options.ClassWeights.Select(weight => (float)weight)];
            register_buffer("class_weights", torch.tensor(weights).DetachFromDisposeScope(), persistent: false);
        }
    }

    /// <inheritdoc/>
    public override EvidenceMeasure Evidence => new ClassEvidence(() => get_buffer("class_weights"));

    /// <summary>Cross-entropy, with class weights where they are given.</summary>
    /// <inheritdoc/>
    public override torch.Tensor TaskLoss(torch.Tensor prediction, torch.Tensor labels) =>
        functional.cross_entropy(prediction, labels, get_buffer("class_weights"));
}
