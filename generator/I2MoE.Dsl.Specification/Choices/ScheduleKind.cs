namespace I2MoE.Dsl;

/// <summary>How the learning rate goes on from step to step.</summary>
public enum ScheduleKind
{
    /// <summary>It stays.</summary>
    Constant,

    /// <summary>It falls by the same amount every step, to the minimum at the end.</summary>
    Linear,

    /// <summary>It falls along half a cosine to the minimum at the end (PyTorch: <c>CosineAnnealingLR</c>).</summary>
    Cosine,

    /// <summary>It rises from a 25th to the learning rate and falls to a 250,000th, both along half a cosine (PyTorch: <c>OneCycleLR</c>, without cycled momentum).</summary>
    OneCycle,

    /// <summary>It is multiplied by the factor every so many epochs (PyTorch: <c>StepLR</c>).</summary>
    Step,

    /// <summary>It is multiplied by the factor where the validation loss has not fallen by a ten-thousandth for more than the patience (PyTorch: <c>ReduceLROnPlateau</c>).</summary>
    Plateau,
}
