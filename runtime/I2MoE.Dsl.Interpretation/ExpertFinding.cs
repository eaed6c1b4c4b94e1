using System.ComponentModel;

namespace I2MoE.Dsl.Interpretation;

/// <summary>What is found about an expert on labelled data.</summary>
/// <param name="Expert">The expert.</param>
/// <param name="Gain">
/// How much better than the prior is predicted from what its interaction leaves it, in the unit of the findings, with its 95 % interval: what its passes have in
/// common, each told together by all experts that are to tell the same from it (<see cref="ToldBy"/>).
/// </param>
/// <param name="Part">How much of what is known is its interaction's, in the unit of the findings; 0 where it is not above chance.</param>
/// <param name="Share">The part divided by all parts, with the 95 % interval of the bootstrap.</param>
/// <param name="Say">Its mean weight over the samples, with its 95 % interval.</param>
/// <param name="IsAboveChance">Whether its gain is above 0 by more than <see cref="InteractionFindings.SureFrom"/> standard errors.</param>
/// <param name="IsBelowChance">Whether the calibration part says that rather the opposite of what it says is true.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ExpertFinding(
    Expert Expert, MetricInterval Gain, double Part, MetricInterval Share, MetricInterval Say, bool IsAboveChance, bool IsBelowChance)
{
    /// <summary>The experts that tell together what the interaction is measured by, in their order; the expert itself is among them, and alone by default.</summary>
    public IReadOnlyList<Expert> ToldBy { get => field ?? [Expert]; init; }
}
