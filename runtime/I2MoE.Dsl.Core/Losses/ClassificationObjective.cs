using System.ComponentModel;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace I2MoE.Dsl.Losses;

/// <summary>The losses of multi-class classification, all on logits.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ClassificationObjective : LogitObjective
{
    private const string Weights = "class_weights";
    private readonly ClassificationOptions _options;

    /// <summary>Creates the objective.</summary>
    /// <param name="options">The classes and their weights.</param>
    public ClassificationObjective(ClassificationOptions options)
        : base(nameof(ClassificationObjective))
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        KeepWeights(Weights, options.ClassWeights, options.BalancedClassWeights, options.Classes);
    }

    /// <inheritdoc/>
    public override EvidenceMeasure Evidence => new ClassEvidence(() => get_buffer(Weights));

    /// <summary>
    /// Cross-entropy, with class weights where they are given. With label smoothing it is PyTorch's <c>cross_entropy(label_smoothing)</c>; with a focal
    /// exponent the loss of every sample is multiplied by (1 - p)^exponent, p the probability of its class.
    /// </summary>
    /// <inheritdoc/>
    public override torch.Tensor TaskLoss(torch.Tensor prediction, torch.Tensor labels)
    {
        torch.Tensor? weights = get_buffer(Weights);
        if (Shape.IsPlain)
        {
            return functional.cross_entropy(prediction, labels, weights);
        }

        torch.Tensor logProbabilities = functional.log_softmax(prediction, dim: -1);
        torch.Tensor logTruth = logProbabilities.gather(-1, labels.unsqueeze(-1)).squeeze(-1);
        torch.Tensor? weight = weights?.index_select(0, labels);
        torch.Tensor loss = weight is null ? -logTruth : -logTruth * weight;
        if (Shape.Smoothing > 0)
        {
            torch.Tensor spread = -(weights is null ? logProbabilities : logProbabilities * weights).sum(dim: -1);
            loss = (loss * TorchNumber.Of(1 - Shape.Smoothing)).Plus(spread * TorchNumber.Of(Shape.Smoothing / prediction.shape[^1]));
        }

        if (Shape.Focal > 0)
        {
            loss *= logTruth.exp().TakenFrom(1).clamp_min(TorchNumber.Of(1e-12)).pow(TorchNumber.Of(Shape.Focal));
        }

        return weight is null ? loss.mean() : loss.sum() / weight.sum();
    }

    /// <summary>Lets balanced weights follow from the classes of the training part: N / (C n) for n of N samples, and 1 for a class that it lacks (scikit-learn: <c>balanced</c>).</summary>
    /// <inheritdoc/>
    internal override void Prepare(torch.Tensor labels, TaskLossShape shape)
    {
        base.Prepare(labels, shape);
        if (_options.BalancedClassWeights)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            using IDisposable noGradients = torch.no_grad();
            torch.Tensor counts = labels.bincount(null, minlength: _options.Classes).to_type(torch.float64);
            torch.Tensor weights = (counts.clamp_min(TorchNumber.Of(1)) * TorchNumber.Of((long)_options.Classes)).reciprocal() * TorchNumber.Of(labels.shape[0]);
            get_buffer(Weights)!.copy_(weights.where(counts.gt(TorchNumber.Of(0)), torch.ones_like(weights)));
        }
    }
}
