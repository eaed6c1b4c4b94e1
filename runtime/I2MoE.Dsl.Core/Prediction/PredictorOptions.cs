namespace I2MoE.Dsl.Prediction;

/// <summary>How a <see cref="Predictor{TModel}"/> joins its callers into batches.</summary>
public sealed record PredictorOptions
{
    /// <summary>The most samples that are computed at once. At least 1; default: 64. Those of a switch fusion are computed one by one.</summary>
    public int MaximumBatch { get; init; } = 64;

    /// <summary>How long the first sample of a batch waits for others. From 0 (it waits for none) to a minute; default: 2 ms.</summary>
    public TimeSpan MaximumWait { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>How many samples may wait to be computed; who comes then waits to be let in. At least 1; default: 1024.</summary>
    public int Capacity { get; init; } = 1024;

    /// <summary>Where a model that is opened from a folder computes: <c>cpu</c> (default), <c>cuda</c>, <c>cuda:N</c> or <c>auto</c>.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Is told after every batch how many samples were computed at once, on the thread that computes; null (default) for nobody. It is not to throw.</summary>
    public Action<int>? BatchComputed { get; init; }

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    internal PredictorOptions Checked()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumBatch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumWait, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaximumWait, TimeSpan.FromMinutes(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(Capacity, 1);
        return this;
    }
}
