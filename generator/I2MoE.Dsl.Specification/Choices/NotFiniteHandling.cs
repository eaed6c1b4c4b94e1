namespace I2MoE.Dsl;

/// <summary>What becomes of a training step whose losses or gradients are NaN or infinite.</summary>
public enum NotFiniteHandling
{
    /// <summary>The run stops, and says in which step, at which samples and in what it broke.</summary>
    Stop,

    /// <summary>The step is left out and counted; too many stop the run.</summary>
    Skip,
}
