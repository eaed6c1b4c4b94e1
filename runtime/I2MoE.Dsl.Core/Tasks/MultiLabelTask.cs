using I2MoE.Dsl.Data;
using I2MoE.Dsl.Metrics;
using TorchSharp;

namespace I2MoE.Dsl.Tasks;

/// <summary>Any of several labels: float32 labels [N, L] of 0 and 1, sigmoid.</summary>
internal sealed class MultiLabelTask : PredictionTask
{
    /// <inheritdoc/>
    public override torch.ScalarType LabelType => torch.ScalarType.Float32;

    /// <inheritdoc/>
    public override long[] LabelShape(long samples, int outputs) => [samples, outputs];

    /// <inheritdoc/>
    public override torch.Tensor Probabilities(ModelDescription model, torch.Tensor predictions) => torch.sigmoid(predictions);

    /// <inheritdoc/>
    public override TaskMetrics Measure(torch.Tensor predictions, torch.Tensor labels, IReadOnlyList<double>? thresholds = null)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        // In single precision the sigmoid of 17 is 1, and the log loss of a label would depend on the rounding.
        torch.Tensor logits = predictions.to_type(torch.ScalarType.Float64).flatten();
        double[] probabilities = torch.sigmoid(logits).data<double>().ToArray();
        bool[] truth = labels.gt(TorchNumber.Of(0)).flatten().data<bool>().ToArray();
        return MultiLabelMetrics.From(truth, probabilities, logits.data<double>().ToArray(), (int)predictions.shape[1], thresholds);
    }

    /// <inheritdoc/>
    public override string? Undefined(ValidationMetric metric, torch.Tensor labels)
    {
        if (metric != ValidationMetric.Auroc)
        {
            return null;
        }

        using DisposeScope scope = torch.NewDisposeScope();
        return labels.eq(labels[0]).all().item<bool>() ? "has no label that some of its samples have and others lack" : null;
    }

    /// <inheritdoc/>
    protected override string Needs(ModelDescription model) =>
        $"declares {model.Outputs} {(model.Outputs == 1 ? "label" : "labels")}, so a sample must have a 0 or 1 for each";

    /// <inheritdoc/>
    protected override string Hint(ModelDescription model, torch.Tensor labels) => labels switch
    {
        { dtype: torch.ScalarType.Int64 } => " One class a sample is the task [Classification].",
        _ when labels.dim() == 2 => $" Probably meant: Labels = {labels.shape[1]}.",
        _ => " One number a sample is the task [Regression].",
    };

    /// <inheritdoc/>
    protected override void CheckValues(ModelDescription model, MultimodalDataset data, string part)
    {
        torch.Tensor labels = data.Labels;
        torch.Tensor wrong = labels.ne(TorchNumber.Of(0)).logical_and(labels.ne(TorchNumber.Of(1)));
        if (wrong.any().item<bool>())
        {
            long[] place = wrong.nonzero()[0].data<long>().ToArray();
            float value = labels[place[0], place[1]].item<float>();
            throw new DatasetException(
                FormattableString.Invariant($"{model.Name} takes 0 or 1 for every label, but label {place[1]} of sample {data.SampleRows[(int)place[0]]} of the {part} data is {value}."));
        }
    }
}
