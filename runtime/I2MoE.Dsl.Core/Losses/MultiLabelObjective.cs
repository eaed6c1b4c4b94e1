using System.ComponentModel;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace I2MoE.Dsl.Losses;

/// <summary>The losses of multi-label classification, all on logits.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MultiLabelObjective : LogitObjective
{
    private const string Weights = "positive_weights";
    private readonly MultiLabelOptions _options;

    /// <summary>Creates the objective.</summary>
    /// <param name="options">The number of labels, and their weights.</param>
    public MultiLabelObjective(MultiLabelOptions options)
        : base(nameof(MultiLabelObjective))
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        KeepWeights(Weights, options.PositiveWeights, options.BalancedPositiveWeights, options.Labels);
    }

    /// <inheritdoc/>
    public override EvidenceMeasure Evidence { get; } = new LabelEvidence();

    /// <summary>
    /// Binary cross-entropy with logits, the mean over samples and labels, with PyTorch's <c>pos_weight</c> where weights are given. Label smoothing
    /// moves the labels from 0 and 1 towards a half; with a focal exponent the loss of every label is multiplied by (1 - p)^exponent, p the probability of its truth.
    /// </summary>
    /// <param name="prediction">The prediction, [B, L].</param>
    /// <param name="labels">The labels, float32 [B, L] of 0 and 1.</param>
    public override torch.Tensor TaskLoss(torch.Tensor prediction, torch.Tensor labels)
    {
        torch.Tensor? weights = get_buffer(Weights);
        if (Shape.IsPlain)
        {
            return functional.binary_cross_entropy_with_logits(prediction, labels, pos_weights: weights);
        }

        torch.Tensor smooth = Shape.Smoothing > 0 ? (labels * TorchNumber.Of(1 - Shape.Smoothing)).Plus(Shape.Smoothing / 2) : labels;
        torch.Tensor loss = functional.binary_cross_entropy_with_logits(prediction, smooth, reduction: Reduction.None, pos_weights: weights);
        if (Shape.Focal > 0)
        {
            torch.Tensor truth = functional.sigmoid(prediction * ((labels * TorchNumber.Of(2)) - TorchNumber.One));
            loss *= truth.TakenFrom(1).clamp_min(TorchNumber.Of(1e-12)).pow(TorchNumber.Of(Shape.Focal));
        }

        return loss.mean();
    }

    /// <summary>Lets balanced weights follow from the labels of the training part: samples without a label for each with it, and 1 for a label that all or none have.</summary>
    /// <inheritdoc/>
    internal override void Prepare(torch.Tensor labels, TaskLossShape shape)
    {
        base.Prepare(labels, shape);
        if (_options.BalancedPositiveWeights)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            using IDisposable noGradients = torch.no_grad();
            torch.Tensor with = labels.to_type(torch.float64).sum(dim: 0);
            torch.Tensor without = with.TakenFrom(labels.shape[0]);
            torch.Tensor weights = without / with.clamp_min(TorchNumber.Of(1));
            get_buffer(Weights)!.copy_(weights.where(with.gt(TorchNumber.Of(0)).logical_and(without.gt(TorchNumber.Of(0))), torch.ones_like(weights)));
        }
    }
}
