namespace I2MoE.Dsl;

/// <summary>A metric on the validation part, by which epochs are compared. Every task has some of them.</summary>
public enum ValidationMetric
{
    /// <summary>The score of the task: accuracy for classes, macro F1 for labels, the loss for a number, the Poisson deviance for a count, the concordance index for a time to an event, the quadratic weighted kappa for classes in order.</summary>
    Score,

    /// <summary>The task loss without class weights: log loss, smooth L1 for a number, the Poisson loss for a count, or the loss of being above each class for classes in order. Less is better.</summary>
    Loss,

    /// <summary>The log loss of classes or labels. Less is better.</summary>
    LogLoss,

    /// <summary>The share of samples whose class is predicted.</summary>
    Accuracy,

    /// <summary>The mean F1 score of classes or labels.</summary>
    MacroF1,

    /// <summary>The F1 score of all counts together.</summary>
    MicroF1,

    /// <summary>The area under the curve: one against the rest for classes, the mean over labels.</summary>
    Auroc,

    /// <summary>The share of samples whose labels are all predicted.</summary>
    SubsetAccuracy,

    /// <summary>The mean absolute error of a number or a count, or of the places of classes in order. Less is better.</summary>
    MeanAbsoluteError,

    /// <summary>The root of the mean squared error of a number or a count. Less is better.</summary>
    RootMeanSquaredError,

    /// <summary>The share of the variance of a number that is explained.</summary>
    R2,

    /// <summary>Pearson's correlation of a number.</summary>
    Pearson,

    /// <summary>The share of samples whose sign is predicted.</summary>
    SignAccuracy,

    /// <summary>The mean Poisson deviance of counts. Less is better.</summary>
    PoissonDeviance,

    /// <summary>The quadratic weighted kappa of classes in order.</summary>
    Kappa,

    /// <summary>The concordance index of times to an event.</summary>
    Concordance,

    /// <summary>The integrated Brier score of times to an event. Less is better.</summary>
    BrierScore,

    /// <summary>The loss; with the objective <see cref="InteractionObjective.Evidence"/>, whose weights learn when the loss falls no more, the score.</summary>
    Auto,
}
