using I2MoE.Dsl.Data;

namespace I2MoE.Dsl.Tasks;

/// <summary>What probabilities, or the logits behind them, decide: the most probable class and the labels above 0.5, or by the thresholds that were fitted.</summary>
internal static class DecisionRule
{
    private const double Half = 0.5;

    /// <summary>The class that probabilities decide, from 0; the first of equally probable ones.</summary>
    /// <param name="model">The model.</param>
    /// <param name="probabilities">The probability of every class, [C].</param>
    public static int Class(ModelDescription model, IReadOnlyList<double> probabilities) =>
        model.Thresholds is { } thresholds ? (probabilities[1] > thresholds[0] ? 1 : 0) : Greatest(probabilities);

    /// <summary>The class that logits decide, from 0.</summary>
    /// <param name="model">The model.</param>
    /// <param name="logits">The logit of every class, [C].</param>
    public static int ClassOfLogits(ModelDescription model, IReadOnlyList<double> logits) =>
        model.Thresholds is { } thresholds ? (logits[1] - logits[0] > Logit(thresholds[0]) ? 1 : 0) : Greatest(logits);

    /// <summary>Whether a probability decides that a sample has a label.</summary>
    /// <param name="model">The model.</param>
    /// <param name="label">The label, from 0.</param>
    /// <param name="probability">Its probability.</param>
    public static bool HasLabel(ModelDescription model, int label, double probability) => probability > (model.Thresholds?[label] ?? Half);

    /// <summary>Whether a logit decides that a sample has a label.</summary>
    /// <param name="model">The model.</param>
    /// <param name="label">The label, from 0.</param>
    /// <param name="logit">Its logit.</param>
    public static bool HasLabelOfLogit(ModelDescription model, int label, double logit) => logit > (model.Thresholds is { } thresholds ? Logit(thresholds[label]) : 0);

    /// <summary>The output that a sentence about a sample is about: the predicted class, the most probable label, the number, or the interval of which the event is likeliest.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outputs">The outputs of a sample, [O].</param>
    public static int Focus(ModelDescription model, IReadOnlyList<double> outputs) =>
        model.Task.IsClass() ? ClassOfLogits(model, outputs) : Greatest(outputs);

    /// <summary>The number that an output says, in the units of the labels: of a count what the logarithm is of, of survival the expected time until the last interval ends.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outputs">The outputs of a sample, [O].</param>
    public static double Number(ModelDescription model, IReadOnlyList<double> outputs) => model.Task switch
    {
        TaskKind.Count => Math.Exp(outputs[0]),
        TaskKind.Survival => EventIntervals.Of(model).MeanTime(outputs),
        _ => outputs[0],
    };

    private static int Greatest(IReadOnlyList<double> values) => values.Index().MaxBy(pair => pair.Item).Index;

    private static double Logit(double probability) => Math.Log(probability / (1 - probability));
}
