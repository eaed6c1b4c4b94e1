using System.ComponentModel;

namespace I2MoE.Dsl.Metrics;

/// <summary>How often each class was predicted for each true class, and the scores that follow from these counts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ConfusionMatrix
{
    private readonly int[,] _counts;

    private ConfusionMatrix(int[,] counts, int samples)
    {
        _counts = counts;
        Samples = samples;
    }

    /// <summary>The number of classes C.</summary>
    public int Classes => _counts.GetLength(0);

    /// <summary>The number of samples.</summary>
    public int Samples { get; }

    /// <summary>The number of samples of class <paramref name="label"/> that were predicted as <paramref name="prediction"/>.</summary>
    /// <param name="label">The true class, 0 to C-1.</param>
    /// <param name="prediction">The predicted class, 0 to C-1.</param>
    public int this[int label, int prediction] => _counts[label, prediction];

    /// <summary>The share of samples whose class was predicted; NaN without samples.</summary>
    public double Accuracy => (double)Correct / Samples;

    /// <summary>
    /// The mean of the classes' F1 scores over the classes that occur among the labels or the predictions
    /// (scikit-learn: <c>f1_score(average="macro", zero_division=0)</c>); NaN without samples.
    /// </summary>
    public double MacroF1
    {
        get
        {
            double sum = 0;
            int present = 0;
            for (int c = 0; c < Classes; c++)
            {
                int occurrences = LabelCount(c) + PredictionCount(c);
                if (occurrences > 0)
                {
                    sum += 2.0 * _counts[c, c] / occurrences;
                    present++;
                }
            }

            return sum / present;
        }
    }

    /// <summary>
    /// The F1 score of the counts summed over all classes (scikit-learn: <c>f1_score(average="micro")</c>); NaN without samples.
    /// Where every sample has one label and one prediction, as here, it equals the accuracy.
    /// </summary>
    public double MicroF1
    {
        get
        {
            int wrong = Samples - Correct;
            return 2.0 * Correct / (2.0 * Correct + wrong + wrong);
        }
    }

    private int Correct => Enumerable.Range(0, Classes).Sum(c => _counts[c, c]);

    /// <summary>Counts the predictions of each true class.</summary>
    /// <param name="labels">The true classes [N], 0 to C-1.</param>
    /// <param name="predictions">The predicted classes [N], 0 to C-1.</param>
    /// <param name="classes">C, at least 2.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a class is outside 0 to C-1.</exception>
    public static ConfusionMatrix From(ReadOnlySpan<int> labels, ReadOnlySpan<int> predictions, int classes)
    {
        MetricInputs.CheckLabels(labels, classes);
        if (predictions.Length != labels.Length)
        {
            throw new ArgumentException($"There are {labels.Length} labels and {predictions.Length} predictions; there must be one prediction for each label.", nameof(predictions));
        }

        int[,] counts = new int[classes, classes];
        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)predictions[i] >= (uint)classes)
            {
                throw new ArgumentException($"Sample {i} is predicted as class {predictions[i]}; allowed: 0 to {classes - 1}.", nameof(predictions));
            }

            counts[labels[i], predictions[i]]++;
        }

        return new ConfusionMatrix(counts, labels.Length);
    }

    /// <summary>The number of samples of a true class.</summary>
    /// <param name="label">The true class, 0 to C-1.</param>
    public int LabelCount(int label) => Enumerable.Range(0, Classes).Sum(prediction => _counts[label, prediction]);

    /// <summary>The number of samples that were predicted as a class.</summary>
    /// <param name="prediction">The predicted class, 0 to C-1.</param>
    public int PredictionCount(int prediction) => Enumerable.Range(0, Classes).Sum(label => _counts[label, prediction]);
}
