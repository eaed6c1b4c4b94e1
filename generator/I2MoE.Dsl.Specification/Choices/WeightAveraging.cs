namespace I2MoE.Dsl;

/// <summary>Whether the model is validated and kept with an average of its parameters.</summary>
public enum WeightAveraging
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>With the exponential moving average over the steps (PyTorch: <c>AveragedModel</c> with <c>get_ema_multi_avg_fn</c>).</summary>
    Ema,

    /// <summary>With the mean over the last epochs, once an epoch (PyTorch: <c>AveragedModel</c> of stochastic weight averaging).</summary>
    Swa,
}
