using System.Diagnostics.Metrics;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Prediction;

namespace I2MoE.Dsl.AspNetCore;

/// <summary>The predictor of a service with its limits and meters.</summary>
internal sealed class PredictionService<TModel> : IDisposable, IAsyncDisposable
    where TModel : MultimodalModel
{
    private readonly SemaphoreSlim _places;

    /// <summary>Opens the run.</summary>
    /// <param name="options">Which run, and how much a caller may ask for.</param>
    /// <param name="open">Opens a predictor.</param>
    /// <param name="factory">Makes the meter.</param>
    public PredictionService(PredictionServiceOptions options, Func<string, PredictorOptions, Predictor<TModel>> open, IMeterFactory factory)
    {
        Options = options;
        _places = new SemaphoreSlim(options.MaximumRequests);
        PredictionMeters? meters = null;
        Action<int>? others = options.Predictor.BatchComputed;
        PredictorOptions observed = options.Predictor with
        {
            BatchComputed = samples =>
            {
                meters?.Batch(samples);
                others?.Invoke(samples);
            },
        };
        Predictor = open(options.Run, observed);
        Run = options.Run;
        ModelDescription model = Predictor.Description;
        var drift = new InteractionDrift(model.ExpertNames, TrainingWeights.Read(options.Run, model.ExpertNames), options.DriftWindow);
        Meters = meters = new PredictionMeters(factory, model, drift);
        Predictor.TakenOver = run =>
        {
            Run = run;
            drift.Restart(run is null ? null : TrainingWeights.Read(run, model.ExpertNames));
        };
    }

    /// <summary>Which run, and how much a caller may ask for.</summary>
    public PredictionServiceOptions Options { get; }

    /// <summary>The run that answers; null where the program has swapped to a model without a folder.</summary>
    public string? Run { get; private set; }

    /// <summary>The predictor.</summary>
    public Predictor<TModel> Predictor { get; }

    /// <summary>What is measured.</summary>
    public PredictionMeters Meters { get; }

    /// <summary>Takes a place among the requests that are answered at once, to be left; false where all are taken.</summary>
    public bool TryEnter() => _places.Wait(0);

    /// <summary>Leaves the place.</summary>
    public void Leave() => _places.Release();

    /// <summary>Answers samples, each for itself, in their order; a wrong one fails alone.</summary>
    public IReadOnlyList<Task<SampleAnswer>> Ask(IReadOnlyList<IReadOnlyDictionary<string, float[]>> samples, CancellationToken cancellationToken) =>
        [.. samples.Select(sample => Predictor.PredictAsync(sample, cancellationToken))];

    public void Dispose()
    {
        Predictor.Dispose();
        _places.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await Predictor.DisposeAsync().ConfigureAwait(false);
        _places.Dispose();
    }
}
