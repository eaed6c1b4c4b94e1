namespace I2MoE.Trials.Running;

/// <summary>What became of a trial.</summary>
internal enum Outcome
{
    /// <summary>Trained, evaluated, predicted and explained, with every figure in order.</summary>
    Accepted,

    /// <summary>The rules refused it, with a code at a line.</summary>
    Refused,

    /// <summary>The rules accepted it, and the data did not fit: one sentence before training.</summary>
    RefusedWithItsData,

    /// <summary>Anything else.</summary>
    Failed,
}
