namespace I2MoE.Dsl.Training;

/// <summary>What a training run brought. The model has the parameters of the best epoch.</summary>
/// <param name="Epochs">Every epoch in order.</param>
/// <param name="Best">The best epoch by the loss on the validation part, or the metric that the options name; where equal, the earlier; with the objective <c>Evidence</c> by the score of the task (accuracy, macro F1), and where equal the last.</param>
/// <param name="Duration">How long the run took, the epochs before an interruption included.</param>
public sealed record FitResult(IReadOnlyList<EpochResult> Epochs, EpochResult Best, TimeSpan Duration)
{
    /// <summary>How many of the epochs come from a checkpoint; 0 where the run began anew.</summary>
    public int ResumedEpochs { get; init; }

    /// <summary>How many steps were left out because their losses or gradients were NaN or infinite; 0 unless that is allowed.</summary>
    public int SkippedSteps { get; init; }

    /// <summary>
    /// What the logits of the model are divided by from now on, fitted on the validation part: above 1 where the probabilities were too sure; null where neither the
    /// options nor the objective (<c>Measured</c>) ask for it. <see cref="Best"/> was measured without it.
    /// </summary>
    public double? Temperature { get; init; }

    /// <summary>
    /// The probabilities above which the model predicts the second of two classes, [1], or each label, [L], from now on, fitted on the validation part; null
    /// where the options do not ask for them. <see cref="Best"/> was measured without them.
    /// </summary>
    public IReadOnlyList<double>? Thresholds { get; init; }

    /// <summary>Why the run ended before its last epoch, as a sentence; null where it did not.</summary>
    public string? StopReason { get; init; }
}
