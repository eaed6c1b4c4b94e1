using I2MoE.Dsl.Prediction;

namespace I2MoE.Dsl.AspNetCore;

/// <summary>Which run answers, and how much a caller may ask for.</summary>
public sealed class PredictionServiceOptions
{
    /// <summary>The folder of the run, which <c>train</c> or <c>TrainedModel.Save</c> wrote, for example <c>runs/EmojiModel/seed-0</c>. Required.</summary>
    public string Run { get; set; } = "";

    /// <summary>How callers are joined into batches, and where to compute.</summary>
    public PredictorOptions Predictor { get; set; } = new();

    /// <summary>The most bytes of a body; a larger one is answered with 413. At least 1; default: 4 MiB.</summary>
    public long MaximumBody { get; set; } = 4 * 1024 * 1024;

    /// <summary>The most samples of one request, at least 1; default: 256.</summary>
    public int MaximumSamples { get; set; } = 256;

    /// <summary>How many requests are answered at once; one more is answered with 503 and may come again. At least 1; default: 256.</summary>
    public int MaximumRequests { get; set; } = 256;

    /// <summary>How long a request may take from its first byte to its answer: a body that comes slower is answered with 408, a longer computation with 503. Above 0; default: 10 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Over how many answers the drift of the interactions is taken. At least 1; default: 1000.</summary>
    public int DriftWindow { get; set; } = 1000;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">A value is missing or outside its range.</exception>
    internal PredictionServiceOptions Checked()
    {
        if (string.IsNullOrWhiteSpace(Run))
        {
            throw new ArgumentException("AddI2MoE needs the folder of a run: options.Run = \"runs/MyModel/seed-0\".");
        }

        ArgumentNullException.ThrowIfNull(Predictor);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumBody, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumSamples, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumRequests, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Timeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(DriftWindow, 1);
        return this;
    }
}
