using I2MoE.Dsl.Data;
using I2MoE.Dsl.Metrics;
using TorchSharp;

namespace I2MoE.Dsl.Tasks;

/// <summary>What depends on the task besides the losses: its labels, its probabilities and its metrics.</summary>
internal abstract class PredictionTask
{
    private static readonly Dictionary<TaskKind, PredictionTask> s_tasks = new()
    {
        [TaskKind.Classification] = new ClassificationTask(),
        [TaskKind.MultiLabel] = new MultiLabelTask(),
        [TaskKind.Regression] = new RegressionTask(),
        [TaskKind.Count] = new CountTask(),
        [TaskKind.Ordinal] = new OrdinalTask(),
    };

    /// <summary>The type of the labels.</summary>
    public abstract torch.ScalarType LabelType { get; }

    /// <summary>The task of a model.</summary>
    public static PredictionTask Of(ModelDescription model) => model.Task == TaskKind.Survival ? new SurvivalTask(model) : s_tasks[model.Task];

    /// <summary>The shape of the labels of some samples.</summary>
    /// <param name="samples">The number of samples.</param>
    /// <param name="outputs">The number of outputs O of the model.</param>
    public virtual long[] LabelShape(long samples, int outputs) => [samples];

    /// <summary>The labels of a batch in words, for example <c>int64 [32]</c>.</summary>
    public string DescribeLabels(long samples, int outputs) => Describe(LabelType, LabelShape(samples, outputs));

    /// <summary>Checks that the labels of a data set are those of the task.</summary>
    /// <exception cref="DatasetException">It names the part and what was found.</exception>
    public void CheckLabels(ModelDescription model, MultimodalDataset data, string part)
    {
        torch.Tensor labels = data.Labels;
        if (labels.dtype != LabelType || !labels.shape.SequenceEqual(LabelShape(data.Count, model.Outputs)))
        {
            throw new DatasetException(
                $"{model.Name} {Needs(model)}, {DescribeLabels(data.Count, model.Outputs)}, but the {part} data have {Describe(labels.dtype, labels.shape)}.{Hint(model, labels)}");
        }

        CheckValues(model, data, part);
    }

    /// <summary>The probabilities [B, O] of predictions [B, O].</summary>
    /// <exception cref="InvalidOperationException">The task has none.</exception>
    public abstract torch.Tensor Probabilities(ModelDescription model, torch.Tensor predictions);

    /// <summary>The metrics of predictions.</summary>
    /// <param name="predictions">The predictions of N samples, [N, O], on the CPU.</param>
    /// <param name="labels">Their labels, as the task has them.</param>
    /// <param name="thresholds">The probabilities above which the second of two classes, or each label, is predicted; null (default) where none were fitted.</param>
    public abstract TaskMetrics Measure(torch.Tensor predictions, torch.Tensor labels, IReadOnlyList<double>? thresholds = null);

    /// <summary>Why a metric has no value on some labels, whatever is predicted, to follow their name; null where it has one.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="labels">Labels of the task.</param>
    public virtual string? Undefined(ValidationMetric metric, torch.Tensor labels) => null;

    /// <summary>What the task needs labels to be, to follow the model's name, for example <c>classifies, so its labels must be classes</c>.</summary>
    protected abstract string Needs(ModelDescription model);

    /// <summary>What to do about labels of another kind: a sentence after a space, or nothing.</summary>
    protected abstract string Hint(ModelDescription model, torch.Tensor labels);

    /// <summary>Checks labels of the right type and shape, which are finite and not negative where they are classes.</summary>
    protected virtual void CheckValues(ModelDescription model, MultimodalDataset data, string part)
    {
    }

    /// <summary>The values of a tensor as they are measured, in the order of its memory.</summary>
    private protected static double[] Values(torch.Tensor tensor)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return tensor.to_type(torch.ScalarType.Float64).flatten().data<double>().ToArray();
    }

    private static string Describe(torch.ScalarType type, long[] shape) =>
        $"{type.ToString().ToLowerInvariant()} [{string.Join(", ", shape)}]";
}
