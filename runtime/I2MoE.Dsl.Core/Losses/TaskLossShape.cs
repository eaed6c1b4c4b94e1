namespace I2MoE.Dsl.Losses;

/// <summary>What training changes of the plain task loss of classes or labels.</summary>
/// <param name="Smoothing">The share of the probability of the truth that is spread over the others, 0 to 1.</param>
/// <param name="Focal">The power of (1 - probability of the truth) that a sample's loss is multiplied by, 0 or more.</param>
internal readonly record struct TaskLossShape(double Smoothing, double Focal)
{
    /// <summary>Whether it changes nothing.</summary>
    public bool IsPlain => Smoothing == 0 && Focal == 0;
}
