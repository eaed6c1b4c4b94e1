using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Tasks;
using TorchSharp;

namespace I2MoE.Dsl.Interpretation.Uncertainty;

/// <summary>
/// How far a model was from the truth on samples that it has not learned from, which is all that split-conformal prediction needs (Papadopoulos et al.
/// 2002; Vovk et al. 2005). The distance of a class is 1 - its probability (Sadinle et al. 2019), of a label 1 - the probability of what is true of it,
/// and of a number the absolute error. Of the time to an event it is how
/// much earlier than expected the sample had the event or left: the event is no earlier than that, and so no less often after a bound on it.
/// </summary>
/// <example>
/// <code>
/// ConformalSets sets = ConformalCalibration.Of(trainer.Model, splits.Validation).At(alpha: 0.1);
/// </code>
/// </example>
public sealed class ConformalCalibration
{
    internal ConformalCalibration(TaskKind task, IReadOnlyList<double[]> distances)
    {
        Task = task;
        Distances = distances;
    }

    /// <summary>The task.</summary>
    public TaskKind Task { get; }

    /// <summary>The distances in ascending order: of the samples of each class, of all samples for each label, or of the numbers, [O][…].</summary>
    public IReadOnlyList<double[]> Distances { get; }

    /// <summary>Measures a model.</summary>
    /// <param name="model">The trained model.</param>
    /// <param name="data">Labelled samples as the model takes them, which it has not learned from: the validation part.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <exception cref="DatasetException">The data have no labels.</exception>
    public static ConformalCalibration Of(MultimodalModel model, MultimodalDataset data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        return Of(model.Description.Task, Answers(model, data, cancellationToken), Truths(data));
    }

    /// <summary>The sets that hold the truth with a probability of at least 1 - alpha.</summary>
    /// <param name="alpha">The probability of missing it, above 0 and below 1; default 0.1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="alpha"/> is outside its range.</exception>
    public ConformalSets At(double alpha = 0.1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alpha);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(alpha, 1);
        return new ConformalSets(this, alpha);
    }

    /// <summary>Measures answers.</summary>
    /// <param name="task">The task.</param>
    /// <param name="answers">Probabilities of every class or label, or the number, [N][O].</param>
    /// <param name="truths">The class, the labels, or the number, [N][1 or O].</param>
    internal static ConformalCalibration Of(TaskKind task, IReadOnlyList<double[]> answers, IReadOnlyList<double[]> truths)
    {
        IEnumerable<double>[] distances = task switch
        {
            TaskKind.Classification or TaskKind.Ordinal => [.. Enumerable.Range(0, answers[0].Length).Select(output => answers.Zip(truths).Where(pair => (int)pair.Second[0] == output).Select(pair => 1 - pair.First[output]))],
            TaskKind.MultiLabel => [.. Enumerable.Range(0, answers[0].Length).Select(output => answers.Zip(truths, (answer, truth) => OfLabel(answer[output], truth[output] > 0)))],
            TaskKind.Survival => [answers.Zip(truths, (answer, truth) => answer[0] - truth[0])],
            _ => [answers.Zip(truths, (answer, truth) => Math.Abs(answer[0] - truth[0]))],
        };
        return new ConformalCalibration(task, [.. distances.Select(of => of.Order().ToArray())]);
    }

    /// <summary>How far the probability of a label is from what is true of it.</summary>
    internal static double OfLabel(double probability, bool has) => has ? 1 - probability : probability;

    /// <summary>What the model says: probabilities of every class or label, or the number, [N][O].</summary>
    internal static IReadOnlyList<double[]> Answers(MultimodalModel model, MultimodalDataset data, CancellationToken cancellationToken) =>
        [.. Predictions.Of(model, data, [.. Enumerable.Range(0, data.Count).Select(row => (long)row)], cancellationToken).Select(prediction => prediction.Probabilities ?? [DecisionRule.Number(model.Description, prediction.Outputs)])];

    /// <summary>What is true: the class, the labels, or the number, [N][1 or O].</summary>
    internal static IReadOnlyList<double[]> Truths(MultimodalDataset data)
    {
        using torch.Tensor rows = data.Labels.reshape(data.Count, -1);
        return TensorRows.Of(rows);
    }
}
