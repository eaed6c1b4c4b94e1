using I2MoE.Dsl.Data;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Tasks;
using TorchSharp;

namespace I2MoE.Dsl.Baselines;

/// <summary>What baselines learn from, choose by and are measured on: the parts of one split.</summary>
internal sealed class BaselineProblem
{
    private readonly PredictionTask _task;

    /// <summary>Takes a split.</summary>
    /// <param name="model">The model that is compared.</param>
    /// <param name="splits">The split, which must outlive this.</param>
    public BaselineProblem(ModelDescription model, DataSplits splits)
    {
        Intervals = model.Task == TaskKind.Survival ? EventIntervals.Fit(splits.Train.Labels, model.Outputs) : null;
        _task = PredictionTask.Of(model with { IntervalEnds = Intervals?.Ends });
        Task = model.Task;
        Outputs = model.Outputs;
        var features = new FeatureTable(splits.Train);
        Features = features.Count;
        Train = new BaselineSamples(splits.Train, features);
        Validation = new BaselineSamples(splits.Validation, features);
        Test = new BaselineSamples(splits.Test, features);
    }

    /// <summary>The task.</summary>
    public TaskKind Task { get; }

    /// <summary>The intervals of the time to an event, as the training part has them; null of other tasks.</summary>
    public EventIntervals? Intervals { get; }

    /// <summary>The number of classes, labels or intervals; 1 of a regression.</summary>
    public int Outputs { get; }

    /// <summary>The number of features.</summary>
    public int Features { get; }

    /// <summary>The training part.</summary>
    public BaselineSamples Train { get; }

    /// <summary>The validation part, by which a setting is chosen.</summary>
    public BaselineSamples Validation { get; }

    /// <summary>The test part.</summary>
    public BaselineSamples Test { get; }

    /// <summary>The metrics of predictions, those of the model's task.</summary>
    /// <param name="samples">The part.</param>
    /// <param name="outputs">Of every sample, the logit of every class or label, or the number.</param>
    public TaskMetrics Measure(BaselineSamples samples, double[][] outputs)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor predictions = torch.tensor([.. outputs.SelectMany(row => row).Select(value => (float)value)], [outputs.Length, Outputs]);
        return _task.Measure(predictions, samples.Labels);
    }
}
