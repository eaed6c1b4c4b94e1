using System.ComponentModel;
using I2MoE.Dsl.Metrics;

namespace I2MoE.Dsl.Interpretation;

/// <summary>How the weight of an expert is distributed over some samples (paper, figure 4).</summary>
/// <param name="Expert">The name of the expert.</param>
/// <param name="Count">The number of samples.</param>
/// <param name="Mean">The mean.</param>
/// <param name="Deviation">The sample standard deviation (divided by n-1), see <see cref="MeanAndDeviation"/>; NaN for a single sample.</param>
/// <param name="Minimum">The least.</param>
/// <param name="LowerQuartile">A quarter is below.</param>
/// <param name="Median">Half are below.</param>
/// <param name="UpperQuartile">Three quarters are below.</param>
/// <param name="Maximum">The greatest.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record WeightDistribution(
    string Expert,
    int Count,
    double Mean,
    double Deviation,
    double Minimum,
    double LowerQuartile,
    double Median,
    double UpperQuartile,
    double Maximum)
{
    /// <summary>The distributions of all experts over some samples, in the order of the experts.</summary>
    /// <param name="predictions">The weights.</param>
    /// <param name="samples">The samples, from 0; at least one.</param>
    public static IReadOnlyList<WeightDistribution> Of(InteractionPredictions predictions, IReadOnlyList<int> samples)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return [.. predictions.Model.ExpertNames.Select((expert, index) => From(expert, [.. samples.Select(sample => predictions.Weights[sample][index])]))];
    }

    /// <summary>Summarises weights.</summary>
    /// <param name="expert">The name of the expert.</param>
    /// <param name="weights">Its weights; at least one.</param>
    /// <exception cref="ArgumentException">There are no weights.</exception>
    public static WeightDistribution From(string expert, IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Count == 0)
        {
            throw new ArgumentException("There are no weights to summarise.", nameof(weights));
        }

        double[] sorted = [.. weights.Order()];
        var summary = MeanAndDeviation.From([.. weights]);
        return new WeightDistribution(
            expert,
            sorted.Length,
            summary.Mean,
            summary.Deviation,
            sorted[0],
            Quantile.Of(sorted, 0.25),
            Quantile.Of(sorted, 0.5),
            Quantile.Of(sorted, 0.75),
            sorted[^1]);
    }
}
