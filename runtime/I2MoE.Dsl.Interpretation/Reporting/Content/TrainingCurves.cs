using System.ComponentModel;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Interpretation.Reporting.Content;

/// <summary>How a training went, epoch by epoch. A <see cref="FitResult"/> becomes one by itself.</summary>
/// <param name="Losses">The names of the loss terms.</param>
/// <param name="Metrics">The names of the metrics on the validation part, the score of the task first.</param>
/// <param name="Epochs">The epochs in order; at least one.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record TrainingCurves(IReadOnlyList<string> Losses, IReadOnlyList<string> Metrics, IReadOnlyList<TrainingCurves.Epoch> Epochs)
{
    /// <summary>The epoch whose parameters are kept: the last that was better than all before.</summary>
    public Epoch Best => Epochs.Last(epoch => epoch.IsBest);

    /// <summary>The curves of a training run.</summary>
    /// <param name="fit">What the run brought.</param>
    public static implicit operator TrainingCurves?(FitResult? fit) => fit is null ? null : FromFitResult(fit);

    /// <summary>The curves of a training run.</summary>
    /// <param name="fit">What the run brought.</param>
    public static TrainingCurves FromFitResult(FitResult fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return new TrainingCurves(
            [.. fit.Epochs[0].Losses.Select(loss => loss.Name)],
            [.. fit.Epochs[0].Validation.Values.Select(metric => metric.Name)],
            [
                .. fit.Epochs.Select(epoch => new Epoch(
                    epoch.Epoch, [.. epoch.Losses.Select(loss => loss.Value)], [.. epoch.Validation.Values.Select(metric => metric.Value)], epoch.IsBest)),
            ]);
    }

    /// <summary>An epoch.</summary>
    /// <param name="Number">Its number, from 1.</param>
    /// <param name="Losses">The mean of every loss term over its steps.</param>
    /// <param name="Metrics">The metrics on the validation part after it.</param>
    /// <param name="IsBest">Whether no epoch before was as good.</param>
    public sealed record Epoch(int Number, IReadOnlyList<double> Losses, IReadOnlyList<double> Metrics, bool IsBest);
}
