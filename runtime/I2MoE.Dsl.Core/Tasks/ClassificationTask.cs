using I2MoE.Dsl.Data;
using I2MoE.Dsl.Metrics;
using TorchSharp;

namespace I2MoE.Dsl.Tasks;

/// <summary>One of several classes: int64 labels [N], softmax.</summary>
internal class ClassificationTask : PredictionTask
{
    /// <inheritdoc/>
    public override torch.ScalarType LabelType => torch.ScalarType.Int64;

    /// <inheritdoc/>
    public override torch.Tensor Probabilities(ModelDescription model, torch.Tensor predictions) => torch.nn.functional.softmax(predictions, dim: -1);

    /// <inheritdoc/>
    public override TaskMetrics Measure(torch.Tensor predictions, torch.Tensor labels, IReadOnlyList<double>? thresholds = null)
    {
        using DisposeScope scope = torch.NewDisposeScope();

        // In single precision the softmax of 17 and 0 is 1, and sure samples would tie.
        double[] logits = predictions.to_type(torch.ScalarType.Float64).flatten().data<double>().ToArray();
        int[] classes = [.. labels.data<long>().ToArray().Select(label => (int)label)];
        return ClassificationMetrics.FromLogits(classes, logits, (int)predictions.shape[1], thresholds?[0]);
    }

    /// <inheritdoc/>
    public override string? Undefined(ValidationMetric metric, torch.Tensor labels) =>
        metric == ValidationMetric.Auroc && labels.min().item<long>() is var only && labels.max().item<long>() == only
            ? FormattableString.Invariant($"has only samples of class {only}")
            : null;

    /// <inheritdoc/>
    protected override string Needs(ModelDescription model) => "classifies, so its labels must be classes";

    /// <inheritdoc/>
    protected override string Hint(ModelDescription model, torch.Tensor labels) =>
        labels.dim() == 2
            ? IsOneHot(labels) ? " Every row has one 1, so these are one-hot classes: store the place of each, in Python labels.argmax(axis=1)."
            : $" Labels of which a sample may have several are the task [MultiLabel(Labels = {labels.shape[1]})]."
            : " Numbers to predict are the task [Regression]; classes are read with Label of a CsvLayout, or converted with to_type(ScalarType.Int64).";

    private static bool IsOneHot(torch.Tensor labels)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor isOne = labels.eq(TorchNumber.One);
        return isOne.logical_or(labels.eq(TorchNumber.Of(0))).all().item<bool>() && isOne.sum(dim: 1L).eq(TorchNumber.One).all().item<bool>();
    }

    /// <inheritdoc/>
    protected override void CheckValues(ModelDescription model, MultimodalDataset data, string part)
    {
        long greatest = data.Labels.max().item<long>();
        if (greatest >= model.Outputs)
        {
            bool countsFromOne = greatest == model.Outputs && data.Labels.min().item<long>() == 1;
            string meant = countsFromOne ? "labels that count from 0, or names of the classes (ClassNames)" : FormattableString.Invariant($"Classes = {greatest + 1}");
            throw new DatasetException(
                $"{model.Name} declares {model.Outputs} classes, so labels are 0 to {model.Outputs - 1}, but the {part} data have class {greatest}. Probably meant: {meant}.");
        }
    }
}
