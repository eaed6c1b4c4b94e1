using I2MoE.Dsl.Metrics;
using TorchSharp;

namespace I2MoE.Dsl.Tasks;

/// <summary>A number: float32 targets [N].</summary>
internal sealed class RegressionTask : PredictionTask
{
    /// <inheritdoc/>
    public override torch.ScalarType LabelType => torch.ScalarType.Float32;

    /// <inheritdoc/>
    public override torch.Tensor Probabilities(ModelDescription model, torch.Tensor predictions) =>
        throw new InvalidOperationException($"{model.Name} predicts a number (regression), which has no probabilities. Use Prediction, [B, 1].");

    /// <inheritdoc/>
    public override TaskMetrics Measure(torch.Tensor predictions, torch.Tensor labels, IReadOnlyList<double>? thresholds = null) => RegressionMetrics.From(Values(labels), Values(predictions));

    /// <inheritdoc/>
    public override string? Undefined(ValidationMetric metric, torch.Tensor labels)
    {
        if (metric is not (ValidationMetric.R2 or ValidationMetric.Pearson))
        {
            return null;
        }

        double[] targets = Values(labels);
        return Array.TrueForAll(targets, target => target.Equals(targets[0]))
            ? targets.Length == 1 ? "has one sample only" : FormattableString.Invariant($"has the target {targets[0]:R} throughout")
            : null;
    }

    /// <inheritdoc/>
    protected override string Needs(ModelDescription model) => "predicts a number, so its labels must be targets";

    /// <inheritdoc/>
    protected override string Hint(ModelDescription model, torch.Tensor labels) => labels.dtype == torch.ScalarType.Int64
        ? " Classes are the task [Classification]; numbers are read with Target of a CsvLayout, or converted with to_type(ScalarType.Float32)."
        : $" Several labels a sample are the task [MultiLabel(Labels = {labels.shape[^1]})]; one column of targets is squeezed to [N] with squeeze(1).";
}
