using System.ComponentModel;

namespace I2MoE.Dsl.Metrics;

/// <summary>How well the probabilities of classes in order agree with the true classes.</summary>
/// <param name="Kappa">
/// The quadratic weighted kappa: 1 less the mean squared distance of predicted and true places, divided by what independent ones of the same shares have
/// (scikit-learn: <c>cohen_kappa_score(weights="quadratic")</c>); 1 at best, 0 for a constant; NaN where all labels and predictions are one class.
/// </param>
/// <param name="Accuracy">The share of samples whose most probable class is the true one.</param>
/// <param name="MeanAbsoluteError">The mean distance of the places of the most probable and the true class (MAE).</param>
/// <param name="MacroF1">The mean F1 score of the classes that occur among labels or predictions.</param>
/// <param name="LogLoss">The mean of -ln(probability of the true class), in nats; probabilities are clipped at 2^-52 from 0 and 1.</param>
/// <param name="OrdinalLoss">The mean over samples, and over all classes but the last, of -ln(probability of being above it, or not, as the truth is), in nats.</param>
/// <param name="ConfusionMatrix">The counts of predictions for each true class.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record OrdinalMetrics(
    double Kappa, double Accuracy, double MeanAbsoluteError, double MacroF1, double LogLoss, double OrdinalLoss, ConfusionMatrix ConfusionMatrix) : TaskMetrics
{
    /// <inheritdoc/>
    public override MetricValue Score => new("quadratic weighted kappa", Kappa);

    /// <inheritdoc/>
    public override double Loss => OrdinalLoss;

    /// <inheritdoc/>
    public override IReadOnlyList<MetricValue> Values =>
        [Score, new("accuracy", Accuracy), new("MAE", MeanAbsoluteError), new("macro F1", MacroF1), new("log loss", LogLoss), new("loss", OrdinalLoss)];

    /// <inheritdoc/>
    internal override double Of(ValidationMetric metric) => metric switch
    {
        ValidationMetric.Kappa => Kappa,
        ValidationMetric.Accuracy => Accuracy,
        ValidationMetric.MeanAbsoluteError => MeanAbsoluteError,
        ValidationMetric.MacroF1 => MacroF1,
        ValidationMetric.LogLoss => LogLoss,
        _ => base.Of(metric),
    };

    /// <summary>Computes the metrics of N samples.</summary>
    /// <param name="labels">The true classes [N], 0 to C-1 from the least; at least one.</param>
    /// <param name="probabilities">The probabilities [N, C], row by row. The first of equally probable classes is the predicted one.</param>
    /// <param name="classes">C, at least 2.</param>
    /// <exception cref="ArgumentException">There are no samples, a length does not fit, a class is outside 0 to C-1, or a probability outside 0 to 1.</exception>
    public static OrdinalMetrics From(ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, int classes)
    {
        ClassificationMetrics plain = ClassificationMetrics.From(labels, probabilities, classes);
        double loss = 0;
        for (int sample = 0; sample < labels.Length; sample++)
        {
            ReadOnlySpan<double> row = probabilities.Slice(sample * classes, classes);
            for (int step = 0; step < classes - 1; step++)
            {
                // Each side is summed by itself: 1 less the other has no digits where it is small.
                ReadOnlySpan<double> side = labels[sample] > step ? row[(step + 1)..] : row[..(step + 1)];
                loss -= MetricInputs.LogProbability(Sum(side));
            }
        }

        return new OrdinalMetrics(
            KappaOf(plain.ConfusionMatrix), plain.Accuracy, MeanDistance(plain.ConfusionMatrix), plain.MacroF1, plain.LogLoss, loss / (labels.Length * (classes - 1)), plain.ConfusionMatrix);
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum;
    }

    private static double KappaOf(ConfusionMatrix counts)
    {
        int[] classes = [.. Enumerable.Range(0, counts.Classes)];
        double[] labels = [.. classes.Select(label => classes.Sum(prediction => (double)counts[label, prediction]))];
        double[] predictions = [.. classes.Select(prediction => classes.Sum(label => (double)counts[label, prediction]))];
        (double observed, double expected) = (0, 0);
        foreach (int label in classes)
        {
            foreach (int prediction in classes)
            {
                double distance = (label - prediction) * (label - prediction);
                observed += distance * counts[label, prediction];
                expected += distance * labels[label] * predictions[prediction] / counts.Samples;
            }
        }

        return expected == 0 ? double.NaN : 1 - (observed / expected);
    }

    private static double MeanDistance(ConfusionMatrix counts)
    {
        double sum = 0;
        for (int label = 0; label < counts.Classes; label++)
        {
            for (int prediction = 0; prediction < counts.Classes; prediction++)
            {
                sum += Math.Abs(label - prediction) * (double)counts[label, prediction];
            }
        }

        return sum / counts.Samples;
    }
}
