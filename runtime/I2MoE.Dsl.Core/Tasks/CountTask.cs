using I2MoE.Dsl.Data;
using I2MoE.Dsl.Metrics;
using TorchSharp;

namespace I2MoE.Dsl.Tasks;

/// <summary>How many: float32 labels [N], whole numbers from 0; outputs are logarithms of the expected counts.</summary>
internal sealed class CountTask : PredictionTask
{
    /// <inheritdoc/>
    public override torch.ScalarType LabelType => torch.ScalarType.Float32;

    /// <inheritdoc/>
    public override torch.Tensor Probabilities(ModelDescription model, torch.Tensor predictions) =>
        throw new InvalidOperationException($"{model.Name} predicts a count, which has no probabilities. Use Prediction, [B, 1], the logarithm of the expected count.");

    /// <inheritdoc/>
    public override TaskMetrics Measure(torch.Tensor predictions, torch.Tensor labels, IReadOnlyList<double>? thresholds = null) => CountMetrics.From(Values(labels), Values(predictions));

    /// <inheritdoc/>
    protected override string Needs(ModelDescription model) => "predicts how many, so its labels must be counts";

    /// <inheritdoc/>
    protected override string Hint(ModelDescription model, torch.Tensor labels) => labels.dtype == torch.ScalarType.Int64
        ? " Classes are the task [Classification]; counts are read with Target of a CsvLayout, or converted with to_type(ScalarType.Float32)."
        : $" Several labels a sample are the task [MultiLabel(Labels = {labels.shape[^1]})]; one column of counts is squeezed to [N] with squeeze(1).";

    /// <inheritdoc/>
    protected override void CheckValues(ModelDescription model, MultimodalDataset data, string part)
    {
        torch.Tensor labels = data.Labels;
        torch.Tensor wrong = labels.lt(TorchNumber.Of(0)).logical_or(labels.ne(labels.round()));
        if (wrong.any().item<bool>())
        {
            long row = wrong.nonzero()[0].item<long>();
            throw new DatasetException(FormattableString.Invariant(
                $"{model.Name} predicts counts, whole numbers from 0, but sample {data.SampleRows[(int)row]} of the {part} data has {labels[row].item<float>()}. Other numbers are the task [Regression]."));
        }
    }
}
