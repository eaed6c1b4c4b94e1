using System.Diagnostics.Metrics;
using System.Globalization;
using I2MoE.Dsl.Prediction;

namespace I2MoE.Dsl.AspNetCore;

/// <summary>What is measured, under the meter <c>I2MoE.Dsl</c>; OpenTelemetry takes it with <c>AddMeter("I2MoE.Dsl")</c>.</summary>
internal sealed class PredictionMeters
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "I2MoE.Dsl";

    private readonly ModelDescription _model;
    private readonly InteractionDrift _drift;
    private readonly Histogram<double> _duration;
    private readonly Histogram<int> _batch;
    private readonly Counter<long> _predictions;
    private readonly Histogram<double> _values;
    private readonly Histogram<double> _weights;

    /// <summary>Makes the instruments.</summary>
    /// <param name="factory">Makes the meter.</param>
    /// <param name="model">The model.</param>
    /// <param name="drift">The drift of its interactions.</param>
    public PredictionMeters(IMeterFactory factory, ModelDescription model, InteractionDrift drift)
    {
        _model = model;
        _drift = drift;
        Meter meter = factory.Create(new MeterOptions(Name) { Tags = [KeyValuePair.Create<string, object?>("model", model.Name)] });
        _duration = meter.CreateHistogram<double>("i2moe.request.duration", "s", "How long a request took, by status.");
        _batch = meter.CreateHistogram<int>("i2moe.batch.size", "{sample}", "How many samples were computed at once.");
        _predictions = meter.CreateCounter<long>("i2moe.predictions", "{sample}", "Answers, by what is predicted.");
        _values = meter.CreateHistogram<double>("i2moe.prediction.value", description: "The predicted numbers of a regression, a count or a time to an event.");
        _weights = meter.CreateHistogram<double>("i2moe.expert.weight", description: "The weights of the experts, by expert.");
        meter.CreateObservableGauge("i2moe.interaction.drift", Drift, description: "How far the mean weights of the last answers are from those of the training run, from 0 to 1.");
    }

    /// <summary>A batch was computed.</summary>
    public void Batch(int samples) => _batch.Record(samples);

    /// <summary>A request was answered.</summary>
    public void Request(TimeSpan duration, int status) => _duration.Record(duration.TotalSeconds, KeyValuePair.Create<string, object?>("status", status));

    /// <summary>Samples were answered.</summary>
    public void Answers(IReadOnlyList<SampleAnswer> answers)
    {
        foreach (SampleAnswer answer in answers)
        {
            if (_model.PredictsNumber)
            {
                // The intervals of a time to an event are those of the run that answered.
                _values.Record(double.Parse(answer.Label, CultureInfo.InvariantCulture));
            }
            else
            {
                _predictions.Add(1, KeyValuePair.Create<string, object?>("prediction", answer.Label));
            }

            foreach ((string expert, double weight) in answer.Weights)
            {
                _weights.Record(weight, KeyValuePair.Create<string, object?>("expert", expert));
            }

            _drift.Add(answer.Weights);
        }
    }

    private IEnumerable<Measurement<double>> Drift() => _drift.Value is { } value ? [new Measurement<double>(value)] : [];
}
