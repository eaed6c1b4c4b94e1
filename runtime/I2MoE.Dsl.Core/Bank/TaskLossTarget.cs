namespace I2MoE.Dsl.Bank;

/// <summary>Whom the task loss teaches: where the gradient of the prediction flows.</summary>
internal enum TaskLossTarget
{
    /// <summary>To experts and weights (objective <c>Paper</c>).</summary>
    ExpertsAndWeights,

    /// <summary>To the weights alone (objective <c>Evidence</c>).</summary>
    Weights,

    /// <summary>To the experts alone (objective <c>Measured</c>).</summary>
    Experts,
}
