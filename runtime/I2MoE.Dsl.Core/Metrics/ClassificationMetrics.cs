using System.ComponentModel;

namespace I2MoE.Dsl.Metrics;

/// <summary>How well class probabilities agree with the true classes, by scikit-learn's definitions.</summary>
/// <param name="Accuracy">The share of samples whose predicted class is the true one: the most probable class, or of two that by the threshold.</param>
/// <param name="MacroF1">The mean F1 score of the classes that occur among labels or predictions.</param>
/// <param name="MicroF1">The F1 score of the counts over all classes; equal to the accuracy.</param>
/// <param name="AurocOneVsRest">
/// The mean area of each class against all others; for two classes the area of class 1. A class without samples is left out; NaN where nothing is left.
/// </param>
/// <param name="AurocOneVsOne">
/// The mean area over all pairs of classes; for two classes the area of class 1. A class without samples is left out; NaN where nothing is left.
/// </param>
/// <param name="LogLoss">The mean of -ln(probability of the true class), in nats; probabilities are clipped at 2^-52 from 0 and 1.</param>
/// <param name="ConfusionMatrix">The counts of predictions for each true class.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ClassificationMetrics(
    double Accuracy,
    double MacroF1,
    double MicroF1,
    double AurocOneVsRest,
    double AurocOneVsOne,
    double LogLoss,
    ConfusionMatrix ConfusionMatrix) : TaskMetrics
{
    /// <inheritdoc/>
    public override MetricValue Score => new("accuracy", Accuracy);

    /// <inheritdoc/>
    public override double Loss => LogLoss;

    /// <inheritdoc/>
    public override IReadOnlyList<MetricValue> Values =>
    [
        Score,
        new("macro F1", MacroF1),
        new("micro F1", MicroF1),
        new("AUROC one-vs-rest", AurocOneVsRest),
        new("AUROC one-vs-one", AurocOneVsOne),
        new("log loss", LogLoss),
    ];

    /// <inheritdoc/>
    internal override double Of(ValidationMetric metric) => metric switch
    {
        ValidationMetric.LogLoss => LogLoss,
        ValidationMetric.Accuracy => Accuracy,
        ValidationMetric.MacroF1 => MacroF1,
        ValidationMetric.MicroF1 => MicroF1,
        ValidationMetric.Auroc => AurocOneVsRest,
        _ => base.Of(metric),
    };

    /// <summary>Computes the metrics of N samples.</summary>
    /// <param name="labels">The true classes [N], 0 to C-1; at least one.</param>
    /// <param name="probabilities">The probabilities [N, C], row by row. The first of equally probable classes is the predicted one.</param>
    /// <param name="classes">C, at least 2.</param>
    /// <param name="threshold">Of two classes, the probability above which the second is predicted; null (default) for the most probable class.</param>
    /// <exception cref="ArgumentException">There are no samples, a length does not fit, a class is outside 0 to C-1, a probability outside 0 to 1, or there is a threshold and not two classes.</exception>
    public static ClassificationMetrics From(ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, int classes, double? threshold = null) =>
        From(labels, probabilities, probabilities, classes, threshold);

    /// <summary>As <see cref="From(ReadOnlySpan{int}, ReadOnlySpan{double}, int, double?)"/>, the areas by scores that grow with the probabilities: those of a sure model are 1, and equal, where its logits still tell the samples apart.</summary>
    /// <param name="labels">The true classes [N], 0 to C-1; at least one.</param>
    /// <param name="logits">The logits [N, C], row by row.</param>
    /// <param name="classes">C, at least 2.</param>
    /// <param name="threshold">As there.</param>
    internal static ClassificationMetrics FromLogits(ReadOnlySpan<int> labels, ReadOnlySpan<double> logits, int classes, double? threshold = null)
    {
        double[] probabilities = new double[logits.Length];
        double[] odds = new double[logits.Length];
        for (int start = 0; start < logits.Length; start += classes)
        {
            ReadOnlySpan<double> row = logits.Slice(start, classes);
            Span<double> shares = probabilities.AsSpan(start, classes);
            int greatest = IndexOfMaximum(row);
            double sum = 0;
            for (int c = 0; c < classes; c++)
            {
                sum += shares[c] = Math.Exp(row[c] - row[greatest]);
            }

            for (int c = 0; c < classes; c++)
            {
                // What is taken off is at most half, but for the greatest.
                odds[start + c] = row[c] - (c == greatest ? LogSumOfOthers(row, c) : row[greatest] + Math.Log(sum - shares[c]));
                shares[c] /= sum;
            }
        }

        return From(labels, probabilities, odds, classes, threshold);
    }

    private static ClassificationMetrics From(ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, ReadOnlySpan<double> scores, int classes, double? threshold)
    {
        MetricInputs.CheckProbabilities(labels, probabilities, classes);
        if (threshold is not null && classes != 2)
        {
            throw new ArgumentException($"A threshold decides between two classes, and there are {classes}.", nameof(threshold));
        }

        if (labels.IsEmpty)
        {
            throw new ArgumentException("There are no samples to compute metrics of.", nameof(labels));
        }

        int[] predictions = new int[labels.Length];
        double logLoss = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<double> row = probabilities.Slice(i * classes, classes);
            predictions[i] = threshold is { } above ? (row[1] > above ? 1 : 0) : IndexOfMaximum(row);
            logLoss -= MetricInputs.LogProbability(row[labels[i]]);
        }

        ConfusionMatrix confusion = ConfusionMatrix.From(labels, predictions, classes);
        return new ClassificationMetrics(
            confusion.Accuracy,
            confusion.MacroF1,
            confusion.MicroF1,
            Auroc.OneVsRestOf(labels, scores, classes),
            Auroc.OneVsOneOf(labels, scores, classes),
            logLoss / labels.Length,
            confusion);
    }

    /// <inheritdoc cref="From(ReadOnlySpan{int}, ReadOnlySpan{double}, int, double?)"/>
    public static ClassificationMetrics From(ReadOnlySpan<int> labels, ReadOnlySpan<float> probabilities, int classes, double? threshold = null)
    {
        double[] widened = new double[probabilities.Length];
        for (int i = 0; i < widened.Length; i++)
        {
            widened[i] = probabilities[i];
        }

        return From(labels, widened, classes, threshold);
    }

    // ln of the sum of e^logit over the other classes; minus it, a logit is the log odds of its class.
    private static double LogSumOfOthers(ReadOnlySpan<double> logits, int self)
    {
        double greatest = double.NegativeInfinity;
        for (int c = 0; c < logits.Length; c++)
        {
            greatest = c == self ? greatest : Math.Max(greatest, logits[c]);
        }

        double sum = 0;
        for (int c = 0; c < logits.Length; c++)
        {
            sum += c == self ? 0 : Math.Exp(logits[c] - greatest);
        }

        return greatest + Math.Log(sum);
    }

    private static int IndexOfMaximum(ReadOnlySpan<double> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[best])
            {
                best = i;
            }
        }

        return best;
    }
}
