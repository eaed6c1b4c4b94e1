namespace I2MoE.Proof.Trials;

/// <summary>A model to be tried.</summary>
/// <param name="Assembly">The path of its assembly.</param>
/// <param name="ClassName">Its class.</param>
/// <param name="Claims">What its declaration says.</param>
/// <param name="Seed">The seed of its data.</param>
internal sealed record TrialRequest(string Assembly, string ClassName, Claims Claims, int Seed);
