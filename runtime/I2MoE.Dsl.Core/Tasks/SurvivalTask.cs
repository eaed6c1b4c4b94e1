using I2MoE.Dsl.Data;
using I2MoE.Dsl.Metrics;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace I2MoE.Dsl.Tasks;

/// <summary>The time to an event: float32 labels [N, 2], the time and whether the event happened then (1) or is later (0); outputs are log odds of the event in each interval.</summary>
/// <param name="model">The model, whose intervals are those of its training part.</param>
internal sealed class SurvivalTask(ModelDescription model) : PredictionTask
{
    private readonly EventIntervals _intervals = EventIntervals.Of(model);

    /// <inheritdoc/>
    public override torch.ScalarType LabelType => torch.ScalarType.Float32;

    /// <inheritdoc/>
    public override long[] LabelShape(long samples, int outputs) => [samples, 2];

    /// <summary>The survival curve: the probabilities of no event until the end of each interval.</summary>
    /// <inheritdoc/>
    public override torch.Tensor Probabilities(ModelDescription model, torch.Tensor predictions) => functional.logsigmoid(-predictions).cumsum(-1).exp();

    /// <inheritdoc/>
    public override TaskMetrics Measure(torch.Tensor predictions, torch.Tensor labels, IReadOnlyList<double>? thresholds = null)
    {
        double[] values = Values(labels.contiguous());
        int samples = values.Length / 2;
        return SurvivalMetrics.From(
            [.. Enumerable.Range(0, samples).Select(sample => values[2 * sample])],
            [.. Enumerable.Range(0, samples).Select(sample => values[(2 * sample) + 1] > 0)],
            Values(predictions.contiguous()),
            _intervals.Ends);
    }

    /// <inheritdoc/>
    public override string? Undefined(ValidationMetric metric, torch.Tensor labels) => metric == ValidationMetric.Concordance ? Incomparable(labels) : null;

    /// <summary>Why of no pair of samples it is known who had the event first, to follow their name; null where it is of some.</summary>
    /// <param name="labels">Times and whether the event happened, float32 [N, 2].</param>
    public static string? Incomparable(torch.Tensor labels)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        double[] values = Values(labels.contiguous());
        (double Time, bool Happened)[] samples = [.. values.Chunk(2).Select(row => (row[0], row[1] > 0))];
        double[] events = [.. samples.Where(sample => sample.Happened).Select(sample => sample.Time)];
        if (events.Length == 0)
        {
            return "has no sample of which the event is known to have happened";
        }

        double first = events.Min();
        return samples.Any(sample => sample.Time > first || (sample.Time.Equals(first) && !sample.Happened)) ? null
            : FormattableString.Invariant($"has no sample that is known to be later than the first event, at {first:R}");
    }

    /// <inheritdoc/>
    protected override string Needs(ModelDescription model) => "predicts the time to an event, so its labels must be times and whether the event happened then";

    /// <inheritdoc/>
    protected override string Hint(ModelDescription model, torch.Tensor labels) => labels.dtype == torch.ScalarType.Int64
        ? " Classes are the task [Classification]; times are read with Target and Event of a CsvLayout, or converted with to_type(ScalarType.Float32)."
        : labels.dim() == 2 ? $" Several labels a sample are the task [MultiLabel(Labels = {labels.shape[1]})]."
        : " Numbers that are known of every sample are the task [Regression]; times and events are stacked to [N, 2] with torch.stack([times, events], dim: 1).";

    /// <inheritdoc/>
    protected override void CheckValues(ModelDescription model, MultimodalDataset data, string part)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor times = data.Labels.select(1, 0);
        torch.Tensor events = data.Labels.select(1, 1);
        torch.Tensor wrong = times.lt(TorchNumber.Of(0)).logical_or(events.ne(TorchNumber.Of(0)).logical_and(events.ne(TorchNumber.Of(1))));
        if (wrong.any().item<bool>())
        {
            long row = wrong.nonzero()[0].item<long>();
            throw new DatasetException(FormattableString.Invariant(
                $"{model.Name} takes times from 0 and a 0 or 1 that says whether the event happened then, but sample {data.SampleRows[(int)row]} of the {part} data has the time {times[row].item<float>()} and {events[row].item<float>()}."));
        }

        if (part == "training" && !events.gt(TorchNumber.Of(0)).any().item<bool>())
        {
            throw new DatasetException($"{model.Name} learns when an event happens, but of no sample of the {part} data it is known to have happened: every label has 0 in its second column. Is it the other way round?");
        }
    }
}
