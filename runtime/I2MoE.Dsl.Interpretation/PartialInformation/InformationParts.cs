using System.ComponentModel;

namespace I2MoE.Dsl.Interpretation.PartialInformation;

/// <summary>What two sources tell about a target, in bits, and how: the four parts sum to the mutual information of target and sources.</summary>
/// <param name="UniqueFirst">What only the first source tells.</param>
/// <param name="UniqueSecond">What only the second source tells.</param>
/// <param name="Synergy">What only both together tell.</param>
/// <param name="Redundancy">What either tells.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record InformationParts(double UniqueFirst, double UniqueSecond, double Synergy, double Redundancy)
{
    /// <summary>The mutual information of the target and both sources, in bits.</summary>
    public double Total => UniqueFirst + UniqueSecond + Synergy + Redundancy;

    /// <summary>The parts divided by the total, in the order of the experts of a model with two modalities; all 0 where nothing is told.</summary>
    public IReadOnlyList<double> Shares => Total > 0
        ? [UniqueFirst / Total, UniqueSecond / Total, Synergy / Total, Redundancy / Total]
        : [0, 0, 0, 0];
}
