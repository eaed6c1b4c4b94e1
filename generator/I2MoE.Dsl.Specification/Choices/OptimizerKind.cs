namespace I2MoE.Dsl;

/// <summary>What moves the parameters in a step.</summary>
public enum OptimizerKind
{
    /// <summary>Adam, with weight decay through the gradient (PyTorch: <c>Adam</c>).</summary>
    Adam,

    /// <summary>Adam with decoupled weight decay (PyTorch: <c>AdamW</c>).</summary>
    Adamw,

    /// <summary>Stochastic gradient descent, with momentum where it is given (PyTorch: <c>SGD</c>).</summary>
    Sgd,
}
