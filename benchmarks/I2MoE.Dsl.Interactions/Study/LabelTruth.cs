namespace I2MoE.Dsl.Interactions.Study;

/// <summary>What is known of one of several labels.</summary>
/// <param name="Name">What it depends on.</param>
/// <param name="Bits">How much the modalities tell of it together.</param>
/// <param name="Shares">The true shares of that; empty where nothing is to be known.</param>
internal sealed record LabelTruth(string Name, double Bits, double[] Shares);
