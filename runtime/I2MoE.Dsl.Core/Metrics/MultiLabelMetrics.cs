using System.ComponentModel;

namespace I2MoE.Dsl.Metrics;

/// <summary>
/// How well the probabilities of labels agree with the labels that samples have, by scikit-learn's definitions on the label matrix. A label is predicted
/// where its probability is above 0.5, or above its threshold where one was fitted.
/// </summary>
/// <param name="MicroF1">The F1 score of the counts summed over all labels; 0 where nothing is true or predicted.</param>
/// <param name="MacroF1">The mean over all labels of the F1 score of a label; a label that nothing has and nothing is predicted for counts as 0.</param>
/// <param name="SubsetAccuracy">The share of samples whose labels are all predicted right.</param>
/// <param name="Auroc">The mean over the labels of the area under the curve; a label that all or no samples have is left out, NaN where none is left.</param>
/// <param name="LogLoss">The mean over samples and labels of -ln(probability of the truth), in nats; probabilities are clipped at 2^-52 from 0 and 1.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record MultiLabelMetrics(double MicroF1, double MacroF1, double SubsetAccuracy, double Auroc, double LogLoss) : TaskMetrics
{
    private const double Half = 0.5;

    /// <inheritdoc/>
    public override MetricValue Score => new("macro F1", MacroF1);

    /// <inheritdoc/>
    public override double Loss => LogLoss;

    /// <inheritdoc/>
    public override IReadOnlyList<MetricValue> Values =>
        [Score, new("micro F1", MicroF1), new("subset accuracy", SubsetAccuracy), new("AUROC", Auroc), new("log loss", LogLoss)];

    /// <inheritdoc/>
    internal override double Of(ValidationMetric metric) => metric switch
    {
        ValidationMetric.LogLoss => LogLoss,
        ValidationMetric.SubsetAccuracy => SubsetAccuracy,
        ValidationMetric.MacroF1 => MacroF1,
        ValidationMetric.MicroF1 => MicroF1,
        ValidationMetric.Auroc => Auroc,
        _ => base.Of(metric),
    };

    /// <summary>Computes the metrics of N samples.</summary>
    /// <param name="truth">Which labels every sample has [N, L], row by row; at least one sample.</param>
    /// <param name="probabilities">The probabilities [N, L], row by row.</param>
    /// <param name="labels">L, at least 1.</param>
    /// <param name="thresholds">The probability above which each label is predicted, [L]; null (default) for 0.5.</param>
    /// <exception cref="ArgumentException">There are no samples, a length does not fit, or a probability is outside 0 to 1.</exception>
    public static MultiLabelMetrics From(ReadOnlySpan<bool> truth, ReadOnlySpan<double> probabilities, int labels, IReadOnlyList<double>? thresholds = null) =>
        From(truth, probabilities, probabilities, labels, thresholds);

    /// <summary>As <see cref="From(ReadOnlySpan{bool}, ReadOnlySpan{double}, int, IReadOnlyList{double}?)"/>, the area by scores that grow with the probabilities, such as the logits, of which sure ones do not tie.</summary>
    internal static MultiLabelMetrics From(ReadOnlySpan<bool> truth, ReadOnlySpan<double> probabilities, ReadOnlySpan<double> scores, int labels, IReadOnlyList<double>? thresholds)
    {
        MetricInputs.CheckLabelMatrix(truth, probabilities, labels);
        MetricInputs.CheckThresholds(thresholds, labels);
        int samples = truth.Length / labels;
        int correctSamples = 0;
        double logLoss = 0;
        LabelCounts[] counts = new LabelCounts[labels];
        for (int sample = 0; sample < samples; sample++)
        {
            bool allRight = true;
            for (int label = 0; label < labels; label++)
            {
                int index = (sample * labels) + label;
                bool predicted = probabilities[index] > (thresholds?[label] ?? Half);
                counts[label] = counts[label].Add(truth[index], predicted);
                allRight &= predicted == truth[index];
                logLoss -= MetricInputs.LogProbability(truth[index] ? probabilities[index] : 1 - probabilities[index]);
            }

            correctSamples += allRight ? 1 : 0;
        }

        LabelCounts total = counts.Aggregate(default(LabelCounts), (sum, count) => sum.Add(count));
        return new MultiLabelMetrics(
            total.F1, counts.Average(count => count.F1), (double)correctSamples / samples, MeanArea(truth, scores, labels), logLoss / truth.Length);
    }

    private static double MeanArea(ReadOnlySpan<bool> truth, ReadOnlySpan<double> scoresOf, int labels)
    {
        int samples = truth.Length / labels;
        bool[] positives = new bool[samples];
        double[] scores = new double[samples];
        List<double> areas = [];
        for (int label = 0; label < labels; label++)
        {
            for (int sample = 0; sample < samples; sample++)
            {
                positives[sample] = truth[(sample * labels) + label];
                scores[sample] = scoresOf[(sample * labels) + label];
            }

            areas.Add(Metrics.Auroc.Binary(positives, scores));
        }

        areas.RemoveAll(double.IsNaN);
        return areas.Count == 0 ? double.NaN : areas.Average();
    }

    private readonly record struct LabelCounts(long TruePositives, long Truths, long Predictions)
    {
        public double F1 => Truths + Predictions == 0 ? 0 : 2.0 * TruePositives / (Truths + Predictions);

        public LabelCounts Add(bool truth, bool predicted) =>
            new(TruePositives + (truth && predicted ? 1 : 0), Truths + (truth ? 1 : 0), Predictions + (predicted ? 1 : 0));

        public LabelCounts Add(LabelCounts other) =>
            new(TruePositives + other.TruePositives, Truths + other.Truths, Predictions + other.Predictions);
    }
}
