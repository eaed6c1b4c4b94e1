using I2MoE.Dsl.Metrics;
using TorchSharp;

namespace I2MoE.Dsl.Tasks;

/// <summary>One of several classes that have an order: int64 labels [N] from the least, softmax.</summary>
internal sealed class OrdinalTask : ClassificationTask
{
    /// <inheritdoc/>
    public override TaskMetrics Measure(torch.Tensor predictions, torch.Tensor labels, IReadOnlyList<double>? thresholds = null)
    {
        using DisposeScope scope = torch.NewDisposeScope();

        // In single precision the probability of being above a class may be 1, and its logarithm would depend on the rounding.
        double[] probabilities = torch.nn.functional.softmax(predictions.to_type(torch.ScalarType.Float64), dim: -1).flatten().data<double>().ToArray();
        int[] classes = [.. labels.data<long>().ToArray().Select(label => (int)label)];
        return OrdinalMetrics.From(classes, probabilities, (int)predictions.shape[1]);
    }

    /// <inheritdoc/>
    public override string? Undefined(ValidationMetric metric, torch.Tensor labels) =>
        metric == ValidationMetric.Kappa && labels.min().item<long>() is var only && labels.max().item<long>() == only
            ? FormattableString.Invariant($"has only samples of class {only}")
            : null;

    /// <inheritdoc/>
    protected override string Needs(ModelDescription model) => "predicts classes in order, so its labels must be classes";
}
