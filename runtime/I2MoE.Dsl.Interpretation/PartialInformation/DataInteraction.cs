using System.ComponentModel;

namespace I2MoE.Dsl.Interpretation.PartialInformation;

/// <summary>What two groups of modalities tell about the labels of some data, by an estimator of the literature and without a model.</summary>
/// <param name="First">The first, a modality.</param>
/// <param name="Second">The second: a modality, or all others.</param>
/// <param name="Parts">The parts, in bits.</param>
/// <param name="Luck">How much shuffled labels seem to be told, in bits: the 95th percentile of the shuffles.</param>
/// <param name="Method">The estimator, in a few words.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record DataInteraction(string First, string Second, InformationParts Parts, double Luck, string Method)
{
    /// <summary>Whether more is told than shuffled labels seem to be.</summary>
    public bool IsKnown => Parts.Total > Luck;
}
