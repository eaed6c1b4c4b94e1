using System.Globalization;
using I2MoE.Dsl.Training.Stopping;

namespace I2MoE.Dsl.Experiments.Sweeps;

/// <summary>
/// Successive halving, as each trial comes (Li et al. 2020, ASHA): after so many epochs a trial goes on if its best score so far is among the best of the
/// trials that came as far, one of so many; and the first always.
/// </summary>
/// <param name="plan">The sweep.</param>
/// <param name="others">The other trials that are known.</param>
internal sealed class HalvingRule(SweepPlan plan, IReadOnlyList<Trial> others) : IStopRule
{
    /// <summary>Whether it ended the run.</summary>
    public bool HasStopped { get; private set; }

    /// <inheritdoc/>
    public string? Reason(StopPoint point)
    {
        int rung = plan.Rungs.ToList().IndexOf(point.Validations.Count);
        if (rung < 0)
        {
            return null;
        }

        double own = plan.BestOf(point.Validations);
        double[] known = [.. others.Where(trial => trial.Rungs.Count > rung).Select(trial => trial.Rungs[rung]).OfType<double>()];
        int better = known.Count(score => plan.LowerIsBetter ? score < own : score > own);
        int places = Math.Max(1, (known.Length + 1) / plan.HalvingFactor);
        if (!double.IsNaN(own) && better < places)
        {
            return null;
        }

        HasStopped = true;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"halving: {plan.MetricName} {own:0.####} after {point.Validations.Count} epochs is not among the best {places} of {known.Length + 1} trials");
    }
}
