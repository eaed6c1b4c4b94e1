using System.ComponentModel;
using I2MoE.Dsl.Metrics;

namespace I2MoE.Dsl.Training;

/// <summary>What an epoch brought.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Losses">The mean of every loss term over the steps.</param>
/// <param name="Validation">The metrics on the validation part.</param>
/// <param name="IsBest">Whether no epoch before was as good: see <see cref="FitResult.Best"/>.</param>
/// <param name="Duration">How long it took, validation included.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record EpochResult(int Epoch, IReadOnlyList<LossValue> Losses, TaskMetrics Validation, bool IsBest, TimeSpan Duration);
