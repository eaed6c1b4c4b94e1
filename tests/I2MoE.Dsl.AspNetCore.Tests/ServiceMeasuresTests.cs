using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.Json;
using I2MoE.Dsl.Prediction;
using Microsoft.Extensions.DependencyInjection;

namespace I2MoE.Dsl.AspNetCore.Tests;

/// <summary>A service tells what it takes, what it answered, and how far answers are from those of the training.</summary>
public sealed class ServiceMeasuresTests
{
    [Fact]
    public async Task Drift_is_taken_from_the_run_that_has_taken_over()
    {
        double? drift = null;
        await using ServiceUnderTest service = await ServiceUnderTest.StartAsync(options => options.DriftWindow = 2);
        using var listener = new MeterListener { InstrumentPublished = (instrument, it) => { if (instrument.Name == "i2moe.interaction.drift") { it.EnableMeasurementEvents(instrument); } } };
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => drift = value);
        listener.Start();
        string second = service.Run + "-second";
        await ServiceUnderTest.TrainAsync(second, seed: 0);
        await File.WriteAllTextAsync(Path.Combine(second, "metrics.json"), """{"mean_weights": {"UniqueLeft": 1, "UniqueRight": 0, "Synergy": 0, "Redundancy": 0}}""");
        JsonElement answer = await ServiceUnderTest.OkAsync(await service.AskAsync(ServiceUnderTest.Sample(1)));
        await ServiceUnderTest.OkAsync(await service.AskAsync(ServiceUnderTest.Sample(1)));
        listener.RecordObservableInstruments();
        Assert.Equal(0, drift!.Value, 1e-6);

        service.App.Services.GetRequiredService<Predictor<ServedModel>>().Swap(second);
        Assert.Equal(second, service.App.Services.GetRequiredService<PredictionService<ServedModel>>().Run);
        drift = null;
        await ServiceUnderTest.OkAsync(await service.AskAsync(ServiceUnderTest.Sample(1)));
        listener.RecordObservableInstruments();
        Assert.Null(drift);
        await ServiceUnderTest.OkAsync(await service.AskAsync(ServiceUnderTest.Sample(1)));
        listener.RecordObservableInstruments();
        Assert.Equal(1 - answer.GetProperty("weights").GetProperty("UniqueLeft").GetDouble(), drift!.Value, 1e-5);
    }

    [Fact]
    public async Task OpenAPI_says_what_a_sample_is()
    {
        await using ServiceUnderTest service = await ServiceUnderTest.StartAsync();
        JsonElement document = await ServiceUnderTest.OkAsync(await service.Client.GetAsync(new Uri("/openapi/v1.json", UriKind.Relative)));
        JsonElement post = document.GetProperty("paths").GetProperty("/predict").GetProperty("post");
        Assert.Single(post.GetProperty("requestBody").GetProperty("content").EnumerateObject());
        JsonElement left = post.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("properties").GetProperty("Left");
        Assert.Equal(4, left.GetProperty("minItems").GetInt32());
        Assert.True(post.GetProperty("responses").TryGetProperty("413", out _));
    }

    [Fact]
    public async Task Meters_tell_durations_batches_predictions_weights_and_drift()
    {
        var seen = new ConcurrentBag<(string Instrument, double Value)>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, it) => { if (instrument.Meter.Name == "I2MoE.Dsl") { it.EnableMeasurementEvents(instrument); } } };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => seen.Add((instrument.Name, value)));
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => seen.Add((instrument.Name, value)));
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => seen.Add((instrument.Name, value)));
        listener.Start();
        await using ServiceUnderTest service = await ServiceUnderTest.StartAsync(options => options.DriftWindow = 4);
        for (int number = 0; number < 8; number++)
        {
            await ServiceUnderTest.OkAsync(await service.AskAsync(ServiceUnderTest.Sample(number)));
        }

        listener.RecordObservableInstruments();
        string[] names = ["i2moe.batch.size", "i2moe.expert.weight", "i2moe.interaction.drift", "i2moe.predictions", "i2moe.request.duration"];
        Assert.Equal(names, seen.Select(measurement => measurement.Instrument).Distinct().Order(StringComparer.Ordinal));
        Assert.True(seen.Count(measurement => measurement.Instrument == "i2moe.expert.weight") >= 8 * 4);
    }

    [Fact]
    public void Drift_is_half_the_sum_of_differences_over_the_window()
    {
        var drift = new InteractionDrift(["A", "B"], [0.5, 0.5], window: 2);
        drift.Add(new OrderedDictionary<string, double> { ["A"] = 1, ["B"] = 0 });
        Assert.Null(drift.Value);
        drift.Add(new OrderedDictionary<string, double> { ["A"] = 0.6, ["B"] = 0.4 });
        Assert.Equal(0.3, drift.Value!.Value, 1e-12);
        drift.Add(new OrderedDictionary<string, double> { ["A"] = 0.4, ["B"] = 0.6 });
        Assert.Equal(0, drift.Value!.Value, 1e-12);
    }
}
