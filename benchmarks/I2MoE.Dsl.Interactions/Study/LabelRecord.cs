namespace I2MoE.Dsl.Interactions.Study;

/// <summary>What was measured of one of several labels.</summary>
/// <param name="Name">What it depends on.</param>
/// <param name="Truth">The true shares; empty where nothing is to be known.</param>
/// <param name="Estimate">The estimated shares; all 0 where nothing is known.</param>
/// <param name="IsKnown">Whether the label is found to be predicted above chance.</param>
internal sealed record LabelRecord(string Name, double[] Truth, double[] Estimate, bool IsKnown)
{
    /// <summary>Whether the leading interaction is right.</summary>
    public bool IsRight() => StudyRecord.IsRight(Truth, Estimate, IsKnown);
}
